import { el, htmlOf, type Markup, written } from '../foundation/markup.ts';

/** What a letter is made of, said once for its text and its HTML. */
export type Block =
  | { kind: 'sentence'; text: string }
  | { kind: 'way'; text: string; url: string }
  | { kind: 'said'; by: string; at: string; body: string }
  | { kind: 'small'; text: string; url?: string };
export type Written = { subject: string; text: string; html: string };

/** What stands for a message without words. */
const A_FILE = '(A file: it is in the conversation.)';

export type Answer = { by: string; at: number; body: string | null };

/** What staff answered, to an address that is proven to be the person's. */
export function answerLetter(p: {
  site: string;
  answers: readonly Answer[];
  link: string;
  stop: string;
  timeZone: string;
}): Written {
  const names = [...new Set(p.answers.map(({ by }) => by))];
  const at = moments(p.timeZone);
  return letter(`${names.slice(0, 2).join(' and ')} answered you: ${p.site}`, [
    {
      kind: 'sentence',
      text: 'To answer, use this link: mail sent back to this letter does not reach the conversation.',
    },
    { kind: 'way', text: 'Read and answer', url: p.link },
    ...p.answers.map((answer) => ({
      kind: 'said' as const,
      by: answer.by,
      at: at(answer.at),
      body: answer.body || A_FILE,
    })),
    { kind: 'small', text: `You get this because you wrote to ${p.site} and have not read the answer there yet.` },
    { kind: 'small', text: `No more answers from ${p.site} by mail`, url: p.stop },
  ]);
}

/** That there is an answer, to an address that somebody typed: nothing of the conversation is in it. */
export function unprovenAnswerLetter(p: { site: string; link: string; stop: string }): Written {
  return letter(`You have an answer: ${p.site}`, [
    { kind: 'sentence', text: `Somebody wrote to ${p.site} and gave this address. There is an answer now.` },
    {
      kind: 'sentence',
      text: 'If it was you, read and answer it by this link. It also tells us that the address is yours.',
    },
    { kind: 'way', text: 'Read and answer', url: p.link },
    { kind: 'small', text: 'If it was not you, do nothing: nobody is shown anything then.' },
    { kind: 'small', text: `No more mail from ${p.site}`, url: p.stop },
  ]);
}

/** Whether an address that was typed is theirs. */
export function verifyLetter(p: { site: string; link: string; stop: string }): Written {
  return letter(`Is this your address? ${p.site}`, [
    { kind: 'sentence', text: `Somebody in a chat with ${p.site} asked to be answered at this address.` },
    { kind: 'sentence', text: 'If it was you, say so by this link. It works once, within an hour.' },
    { kind: 'way', text: 'Yes, this is my address', url: p.link },
    { kind: 'small', text: 'If it was not you, do nothing: nobody is shown anything then.' },
    { kind: 'small', text: `No more mail from ${p.site}`, url: p.stop },
  ]);
}

/** The ways back to somebody's conversations. */
export function continueLetter(p: { site: string; ways: readonly { link: string; lastAt: number }[] }): Written {
  const at = moments('UTC');
  return letter(`Your conversations with ${p.site}`, [
    {
      kind: 'sentence',
      text: `Somebody, probably you, asked to go on with your conversations with ${p.site} on another device.`,
    },
    { kind: 'sentence', text: 'Open this on the device that you want to use. It works once, within an hour.' },
    ...p.ways.map(({ link, lastAt }) => ({
      kind: 'way' as const,
      text: p.ways.length === 1 ? 'Open my conversations' : `Open those until ${at(lastAt)}`,
      url: link,
    })),
    { kind: 'small', text: 'If it was not you, do nothing. Give this letter to nobody.' },
  ]);
}

/** Mail servers take no more than some megabytes, and the text is in it twice. */
const LETTER_CHARACTERS = 1_000_000;

/** A conversation as the visitor saw it: whole, or its end where a letter cannot hold all of it. */
export function transcriptLetter(p: {
  site: string;
  startedAt: number;
  messages: readonly (Answer & { files: readonly string[] })[];
  timeZone: string;
}): Written {
  const at = moments(p.timeZone);
  let left = LETTER_CHARACTERS;
  let held = 0;
  for (const { body } of p.messages.toReversed()) {
    left -= (body?.length ?? 0) + 100;
    if (left > 0) held += 1;
    else break;
  }
  return letter(`Your conversation with ${p.site}`, [
    { kind: 'sentence', text: `This is your conversation with ${p.site} that began on ${at(p.startedAt)}.` },
    ...(held < p.messages.length
      ? [{ kind: 'sentence' as const, text: 'It is too long for one letter: this is its end. The chat has all of it.' }]
      : []),
    ...p.messages.slice(p.messages.length - held).map((one) => ({
      ...{ kind: 'said' as const, by: one.by, at: at(one.at) },
      body: one.body === null ? 'This message was taken back.' : withFiles(one.body, one.files),
    })),
  ]);
}

function withFiles(body: string, files: readonly string[]): string {
  return [...(body ? [body] : []), ...files.map((name) => `[File: ${name}]`)].join('\n');
}

function letter(subject: string, blocks: readonly Block[]): Written {
  return {
    subject: subject.replace(/\s+/g, ' ').slice(0, 180),
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>${htmlOf(asDocument(subject, blocks))}`,
  };
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'sentence':
      return block.text;
    case 'way':
      return `${block.text}:\n${block.url}`;
    case 'said':
      return `${block.by}, ${block.at}:\n${block.body
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`;
    case 'small':
      return block.url === undefined ? block.text : `${block.text}:\n${block.url}`;
    default:
      return block satisfies never;
  }
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

function asDocument(subject: string, blocks: readonly Block[]): Markup {
  return el(
    'html',
    { lang: 'en', dir: 'ltr' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { name: 'viewport', content: 'width=device-width' }),
      el('meta', { name: 'color-scheme', content: 'light dark' }),
      el('title', {}, subject),
    ),
    el(
      'body',
      { style: `margin:0;padding:24px;${FONT};font-size:16px;line-height:1.5` },
      el('div', { style: 'max-width:560px;margin:0 auto' }, ...blocks.map(asMarkup)),
    ),
  );
}

function asMarkup(block: Block): Markup {
  switch (block.kind) {
    case 'sentence':
      return el('p', { style: 'margin:0 0 16px' }, block.text);
    case 'way':
      return el(
        'p',
        { style: 'margin:0 0 24px' },
        el(
          'a',
          {
            href: block.url,
            style:
              'display:inline-block;padding:12px 20px;border-radius:8px;background:#1f2328;color:#ffffff;text-decoration:none;font-weight:600',
          },
          block.text,
        ),
      );
    case 'said':
      return el(
        'div',
        { style: 'margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8b949e' },
        el('p', { style: 'margin:0;font-size:14px;opacity:.75', dir: 'auto' }, `${block.by}, ${block.at}`),
        el('p', { style: 'margin:4px 0 0', dir: 'auto' }, written(block.body)),
      );
    case 'small':
      return el(
        'p',
        { style: 'margin:0 0 8px;font-size:13px;opacity:.75' },
        block.url === undefined ? block.text : el('a', { href: block.url, style: 'color:inherit' }, block.text),
      );
    default:
      return block satisfies never;
  }
}

/** Moments as the clock shows them where the reader is, as far as that is known. */
function moments(timeZone: string): (at: number) => string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  const format = (zone: string) => new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = format(timeZone || 'UTC');
  } catch {
    formatter = format('UTC');
  }
  return (at) => formatter.format(at);
}
