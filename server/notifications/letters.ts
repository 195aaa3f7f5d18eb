import { el, htmlOf, type Markup, written } from '../foundation/markup.ts';
import type { Voice } from '../sites/voice.ts';

/** What a letter is made of, said once for its text and its HTML. */
export type Block =
  | { kind: 'sentence'; text: string }
  | { kind: 'way'; text: string; url: string }
  | { kind: 'said'; head: string; body: string }
  | { kind: 'small'; text: string; url?: string };
export type Written = { subject: string; text: string; html: string; language: string };

/** Who reads a letter: in which language, and by which clock. */
export type Reader = { voice: Voice; timeZone: string };
export type Answer = { by: string; at: number; body: string | null };

/** What staff answered, to an address that is proven to be the person's. */
export function answerLetter(
  { voice, timeZone }: Reader,
  p: { site: string; answers: readonly Answer[]; link: string; stop: string },
): Written {
  const { say, locale } = voice;
  const { letters } = voice.words;
  const { site } = p;
  const by = [...new Set(p.answers.map(({ by }) => by))].slice(0, 2);
  const names = new Intl.ListFormat(locale).format(by);
  const at = moments(locale, timeZone);
  return letter(voice, say(letters.answered, { names, site }), [
    { kind: 'sentence', text: letters.toAnswer },
    { kind: 'way', text: letters.read, url: p.link },
    ...p.answers.map((answer) => ({
      ...{ kind: 'said' as const, head: say(letters.said, { name: answer.by, when: at(answer.at) }) },
      body: answer.body || letters.noText,
    })),
    { kind: 'small', text: say(letters.why, { site, count: p.answers.length }) },
    { kind: 'small', text: say(letters.noMoreAnswers, { site }), url: p.stop },
  ]);
}

/** That there is an answer, to an address that somebody typed: nothing of the conversation is in it. */
export function unprovenAnswerLetter({ voice }: Reader, p: { site: string; link: string; stop: string }): Written {
  const { say } = voice;
  const { letters } = voice.words;
  const { site } = p;
  return letter(voice, say(letters.waits, { site }), [
    { kind: 'sentence', text: say(letters.somebodyWrote, { site }) },
    { kind: 'sentence', text: letters.readIfYou },
    { kind: 'way', text: letters.read, url: p.link },
    { kind: 'small', text: letters.ifNotYou },
    { kind: 'small', text: say(letters.noMore, { site }), url: p.stop },
  ]);
}

/** Whether an address that was typed is theirs. */
export function verifyLetter({ voice }: Reader, p: { site: string; link: string; stop: string }): Written {
  const { say } = voice;
  const { letters } = voice.words;
  const { site } = p;
  return letter(voice, say(letters.isItYours, { site }), [
    { kind: 'sentence', text: say(letters.asked, { site }) },
    { kind: 'sentence', text: letters.yesIfYou },
    { kind: 'way', text: letters.yes, url: p.link },
    { kind: 'small', text: letters.ifNotYou },
    { kind: 'small', text: say(letters.noMore, { site }), url: p.stop },
  ]);
}

/** The ways back to somebody's conversations. */
export function continueLetter(
  { voice, timeZone }: Reader,
  p: { site: string; ways: readonly { link: string; lastAt: number }[] },
): Written {
  const { say } = voice;
  const { letters } = voice.words;
  const { site } = p;
  const at = moments(voice.locale, timeZone);
  return letter(voice, say(letters.conversations, { site }), [
    { kind: 'sentence', text: say(letters.goOn, { site }) },
    { kind: 'sentence', text: letters.thatDevice },
    ...p.ways.map(({ link, lastAt }) => ({
      kind: 'way' as const,
      text: p.ways.length === 1 ? letters.openAll : say(letters.openUntil, { when: at(lastAt) }),
      url: link,
    })),
    { kind: 'small', text: letters.toNobody },
  ]);
}

/** Mail servers take no more than some megabytes, and the text is in it twice. */
const LETTER_CHARACTERS = 1_000_000;

/** A conversation as the visitor saw it: whole, or its end where a letter cannot hold all of it. */
export function transcriptLetter(
  { voice, timeZone }: Reader,
  p: { site: string; startedAt: number; messages: readonly (Answer & { files: readonly string[] })[] },
): Written {
  const { say } = voice;
  const { letters, transcript } = voice.words;
  const { site } = p;
  const at = moments(voice.locale, timeZone);
  const fileOf = (name: string) => `[${say(letters.file, { name })}]`;
  let left = LETTER_CHARACTERS;
  let held = 0;
  for (const { body } of p.messages.toReversed()) {
    left -= (body?.length ?? 0) + 100;
    if (left > 0) held += 1;
    else break;
  }
  return letter(voice, say(transcript.title, { site }), [
    { kind: 'sentence', text: say(letters.began, { site, when: at(p.startedAt) }) },
    ...(held < p.messages.length ? [{ kind: 'sentence' as const, text: letters.tooLong }] : []),
    ...p.messages.slice(p.messages.length - held).map((one) => ({
      ...{ kind: 'said' as const, head: say(letters.said, { name: one.by, when: at(one.at) }) },
      body: one.body === null ? transcript.takenBack : [one.body, ...one.files.map(fileOf)].filter(Boolean).join('\n'),
    })),
  ]);
}

function letter({ locale, dir }: Voice, subject: string, blocks: readonly Block[]): Written {
  return {
    subject: subject.replace(/\s+/g, ' ').slice(0, 180),
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>${htmlOf(asDocument(subject, blocks, { lang: locale, dir }))}`,
    language: locale,
  };
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'sentence':
      return block.text;
    case 'way':
      return `${block.text}\n${block.url}`;
    case 'said':
      return `${block.head}\n${block.body
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`;
    case 'small':
      return block.url === undefined ? block.text : `${block.text}\n${block.url}`;
    default:
      return block satisfies never;
  }
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

/** Mail programs put a letter into a page of their own, without its root and often without its body: each says again what it is. */
function asDocument(subject: string, blocks: readonly Block[], of: { lang: string; dir: 'ltr' | 'rtl' }): Markup {
  const start = of.dir === 'rtl' ? 'right' : 'left';
  return el(
    'html',
    of,
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
      { style: 'margin:0;padding:24px' },
      el(
        'div',
        { ...of, style: `max-width:560px;margin:0 auto;${FONT};font-size:16px;line-height:1.5;text-align:${start}` },
        ...blocks.map((block) => asMarkup(block, start)),
      ),
    ),
  );
}

function asMarkup(block: Block, start: 'left' | 'right'): Markup {
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
              'display:inline-block;padding:12px 20px;border-radius:8px;border:1px solid #8b949e;background:#1f2328;color:#ffffff;text-decoration:none;font-weight:600',
          },
          block.text,
        ),
      );
    case 'said':
      return el(
        'div',
        { style: `margin:0 0 16px;padding-${start}:12px;border-${start}:3px solid #8b949e` },
        el('p', { style: 'margin:0;font-size:14px;opacity:.75' }, block.head),
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
function moments(locale: string, timeZone: string): (at: number) => string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  const format = (zone: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = format(timeZone || 'UTC');
  } catch {
    formatter = format('UTC');
  }
  return (at) => formatter.format(at);
}
