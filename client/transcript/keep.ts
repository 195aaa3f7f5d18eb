import { fileNameOf, save } from '../save.ts';
import { drawIn, htmlOf } from './page.ts';
import { type Transcript, textOf } from './transcript.ts';

export type Way = 'text' | 'page' | 'print';

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
