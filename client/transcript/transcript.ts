import type { Face, Reaction } from '../../protocol/conversations.ts';
import type { MessageFile } from '../../protocol/files.ts';
import { bytesOf } from '../files/rules.ts';

/** A message as far as a transcript tells of it. Staff's own notes are none. */
export type Said = {
  id: string;
  by: 'visitor' | 'staff' | 'system';
  author: Face | null;
  body: string | null;
  files?: readonly MessageFile[];
  at: number;
  editedAt: number | null;
  replyTo?: string;
  reactions?: readonly Reaction[];
};

export type TranscriptWords = {
  title: (site: string) => string;
  made: (when: string, zone: string) => string;
  takenBack: string;
  edited: string;
  answers: (text: string) => string;
  file: (name: string, size: string) => string;
};

/** What a transcript is made of, said once for its text, its page and its print. */
export type Block =
  | { kind: 'title' | 'made' | 'day'; text: string }
  | { kind: 'said'; own: boolean; by: string; time: string; lines: Line[] };
export type Line = { kind: 'answers' | 'body' | 'gone' | 'file' | 'reactions'; text: string };
export type Transcript = { title: string; blocks: readonly Block[]; language: string; dir: string };

const QUOTED_CHARACTERS = 80;

/** A conversation to keep: every word of it, files by their names, times by the reader's own clock. */
export function transcriptOf(p: {
  messages: readonly Said[];
  site: string;
  /** What the visitor is called in it. */
  visitor: string;
  now: number;
  words: TranscriptWords;
  /** Undefined: the browser's. */
  language?: string;
  dir: string;
}): Transcript {
  const { words, language } = p;
  const { timeZone, locale } = new Intl.DateTimeFormat(language).resolvedOptions();
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const byId = new Map(p.messages.map((message) => [message.id, message]));
  const title = words.title(p.site);
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'made', text: words.made(moment.format(p.now), timeZone) },
  ];
  let today = '';
  for (const message of p.messages) {
    const on = day.format(message.at);
    if (on !== today) blocks.push({ kind: 'day', text: on });
    today = on;
    const own = message.by === 'visitor';
    const by = own ? p.visitor : (message.author?.name ?? p.site);
    blocks.push({ kind: 'said', own, by, time: time.format(message.at), lines: linesOf(message) });
  }
  return { title, blocks, language: language ?? locale, dir: p.dir };

  function linesOf(message: Said): Line[] {
    if (message.body === null) return [{ kind: 'gone', text: words.takenBack }];
    const answered = message.replyTo === undefined ? undefined : byId.get(message.replyTo);
    const edited = message.editedAt === null ? '' : ` (${words.edited})`;
    return [
      ...(answered ? [{ kind: 'answers' as const, text: words.answers(quoted(answered)) }] : []),
      ...(message.body ? [{ kind: 'body' as const, text: message.body + edited }] : []),
      ...(message.files ?? []).map(({ name, size }) => ({
        kind: 'file' as const,
        text: words.file(name, bytesOf(size, language)),
      })),
      ...reactionsOf(message),
    ];
  }

  function quoted({ body, files }: Said): string {
    const text = body === null ? words.takenBack : (body || files?.[0]?.name || '').replace(/\s+/g, ' ');
    const characters = [...text];
    return characters.length > QUOTED_CHARACTERS ? `${characters.slice(0, QUOTED_CHARACTERS).join('')}…` : text;
  }

  function reactionsOf({ reactions = [] }: Said): Line[] {
    if (reactions.length === 0) return [];
    const told = reactions.map(({ emoji, by }) => `${emoji} ${by === 'visitor' ? p.visitor : by.name}`);
    return [{ kind: 'reactions', text: told.join(', ') }];
  }
}

/** As plain text, for any editor. */
export function textOf({ blocks }: Transcript): string {
  const paragraphs = blocks.map((block) => {
    if (block.kind === 'day') return `--- ${block.text} ---`;
    if (block.kind !== 'said') return block.text;
    const lines = block.lines.map(({ kind, text }) => (kind === 'body' ? text : `[${text}]`));
    return `${block.by}, ${block.time}\n${lines.join('\n')}`;
  });
  return `${paragraphs.join('\n\n')}\n`;
}
