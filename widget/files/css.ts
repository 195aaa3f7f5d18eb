import shown from '../../client/files/shown.css?inline';
import tray from '../../client/files/tray.css?inline';
import own from './files.css?inline';

export const css: string = shown + tray + own;
