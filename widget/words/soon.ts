import { speech } from './speech.ts';

/** When something goes on that has to wait, such as "in 20 seconds". */
export function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const told = new Intl.RelativeTimeFormat(speech.value.locale);
  return seconds < 90 ? told.format(seconds, 'second') : told.format(Math.ceil(seconds / 60), 'minute');
}
