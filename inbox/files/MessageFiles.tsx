import { Shown } from '../../client/files/Shown.tsx';
import type { MessageFile } from '../../protocol/files.ts';
import { files as words } from '../words/files.ts';
import '../../client/files/shown.css';
import './files.css';

/** Staff read files by their session: an address is good as long as they are signed in. One's own fresh file has none yet. */
const places = {
  of: ({ id, address, thumbnail }: MessageFile) => ({ address: address ?? `api/staff/files/${id}/whole`, thumbnail }),
};

/** The files of a message: pictures to look at, voice notes to hear, everything else to download. */
export function MessageFiles({ files }: { files: readonly MessageFile[] }) {
  return <Shown files={files} base={`${location.origin}/`} places={places} words={words} />;
}
