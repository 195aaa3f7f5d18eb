import { drawIn, htmlOf } from './page.ts';
import { fileNameOf, type Transcript, textOf } from './transcript.ts';

export type Way = 'text' | 'page' | 'print';

const ADDRESS_LASTS_MS = 60_000;

/** Hands it to whoever asked: as a file, or as a page that is about to be printed. `page` is the one that was opened for it. */
export function keep(transcript: Transcript, o: { way: Way; stem: string; now: number; page: Window | null }): void {
  if (o.way === 'print') {
    const page = o.page as Window & typeof globalThis;
    drawIn(page, transcript);
    page.focus();
    page.print();
  } else {
    const [text, type, ending] =
      o.way === 'text' ? [textOf(transcript), 'text/plain', 'txt'] : [htmlOf(transcript), 'text/html', 'html'];
    save(new Blob([text], { type: `${type};charset=utf-8` }), fileNameOf(o.stem, o.now, ending));
  }
}

/** Browsers open a page while somebody clicks, and not a moment later. `waiting` stands in it until it is filled. Null: it was not let. */
export function openPrint(waiting: string): Window | null {
  const page = window.open('', '_blank');
  if (!page) return null;
  page.document.title = waiting;
  page.document.body.replaceChildren(waiting);
  return page;
}

/** The link is in no page, so that no router of the page that we are on takes it for one of its own. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_LASTS_MS);
}
