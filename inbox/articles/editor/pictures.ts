import { type Signal, signal } from '@preact/signals';
import { whyNot } from '../../../client/files/rules.ts';
import { shrink } from '../../../client/files/shrink.ts';
import { discardFile, upload } from '../../../client/files/upload.ts';
import { newId } from '../../../client/storage.ts';
import { PICTURES_AT, pictureAt } from '../../../protocol/articles.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { words } from '../../words/en.ts';

const text = words.pictures;
const RULES = { kinds: ['image' as const], maxBytes: 20_000_000 };
const way = { base: `${location.origin}/`, door: 'staff' as const, token: () => 'cookie' as const };

export type Stage =
  | { is: 'coming'; share: number }
  /** Nothing came back: it goes on when the line is there, or when somebody asks for it. */
  | { is: 'cut' }
  /** `again`: it may work another time. */
  | { is: 'refused'; why: string; again: boolean }
  | { is: 'there'; address: string };
/** A picture on its way into a text. `says`: what it shows. `wanted`: it goes into the text as soon as it is there. */
export type Picture = {
  id: string;
  name: string;
  file: File;
  says: Signal<string>;
  stage: Signal<Stage>;
  wanted: Signal<boolean>;
};
export type Pictures = {
  list: Signal<readonly Picture[]>;
  add(given: readonly File[]): void;
  again(picture: Picture): void;
  /** It went into the text, or is not wanted after all. */
  drop(picture: Picture): void;
};

const opened = new Map<string, Pictures>();

/** The pictures on their way into an article in one language, for as long as the inbox is open: going elsewhere stops none. */
export function picturesOf(site: string, article: string, language: string): Pictures {
  const key = `${article} ${language}`;
  const known = opened.get(key) ?? openPictures(site);
  opened.set(key, known);
  return known;
}

function openPictures(site: string): Pictures {
  const list: Pictures['list'] = signal([]);
  const stops = new Map<string, AbortController>();
  const shrunk = new Map<string, File>();
  addEventListener('online', () => {
    for (const one of list.peek()) if (one.stage.peek().is === 'cut') void send(one);
  });
  return {
    list,
    add(given) {
      const more = given.map((file) => ({
        ...{ id: newId(Date.now()), name: file.name, file, says: signal('') },
        ...{ stage: signal<Stage>({ is: 'coming', share: 0 }), wanted: signal(false) },
      }));
      list.value = [...list.value, ...more];
      void more.reduce((before, one) => before.then(() => send(one)), Promise.resolve());
    },
    again: (picture) => void send(picture),
    drop(picture) {
      list.value = list.value.filter(({ id }) => id !== picture.id);
      shrunk.delete(picture.id);
      const stop = stops.get(picture.id);
      stop?.abort();
      if (stop) discardFile(way, picture.id);
    },
  };

  async function send(picture: Picture): Promise<void> {
    const { id, stage } = picture;
    if (!list.peek().includes(picture)) return;
    stage.value = { is: 'coming', share: 0 };
    // Once: a second try goes on with what was announced.
    const small = shrunk.get(id) ?? (await shrink(picture.file));
    shrunk.set(id, small);
    if (!list.peek().includes(picture)) return;
    const why = small.type.startsWith('image/') || small.type === '' ? whyNot(small, RULES) : 'kind';
    if (why) {
      stage.value = { is: 'refused', why: text.refused[why](picture.name), again: false };
      return;
    }
    const stop = new AbortController();
    stops.set(id, stop);
    const parcel = { id, name: small.name.slice(-255) || 'picture', type: small.type.slice(0, 100), size: small.size };
    const told = (share: number) => {
      stage.value = { is: 'coming', share };
    };
    const sent = await upload(way, { ...parcel, site }, small, { told, signal: stop.signal });
    stops.delete(id);
    if (sent !== 'stopped') stage.value = stageOf(sent, picture.name);
  }
}

type Sent = Exclude<Awaited<ReturnType<typeof upload>>, 'stopped'>;

function stageOf(sent: Sent, name: string): Stage {
  if (sent === 'cut') return { is: 'cut' };
  if (!sent.ok) return { is: 'refused', why: whyOf(sent.problem, name), again: !sent.problem.final };
  const { id, width, height } = sent.file;
  return { is: 'there', address: `${PICTURES_AT}${id}-${width}x${height}` };
}

function whyOf(problem: Problem, name: string): string {
  return problem.code === 'kind_refused' ? text.refused.kind(name) : words.refusal(problem);
}

/** A picture as it stands in Markdown, apart from what is before and behind it. */
export function markdownOf(address: string, says: string, around: { before: string; behind: string }): string {
  const plain = says
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]*_`<&~]/g, '\\$&');
  const begin = /(^|\n\n)$/.test(around.before) ? '' : around.before.endsWith('\n') ? '\n' : '\n\n';
  const end = /^\n\n/.test(around.behind) ? '' : around.behind.startsWith('\n') ? '\n' : '\n\n';
  return `${begin}![${plain}](${address})${end}`;
}

/** Staff see a picture by their session, published or not. */
export function pictureForStaff(from: string): string {
  return `${location.origin}/api/staff/files/${pictureAt(from)?.id}/whole`;
}
