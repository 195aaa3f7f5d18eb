import { staffNames } from '../staff.ts';

/** One conversation as the seed tells it. `story` is a script of what happened, minute by minute. */
export type Scene = {
  /** The name that the visitor gave; null for somebody who gave none. The same name twice is the same person. */
  from: string | null;
  email?: string;
  /** As whom the site's own server vouches for them, from `signs in` on. */
  account?: { sub: string; name: string; email: string; attributes: Told };
  /** What the page tells of them, and what they did there, before they write. */
  told?: Told;
  did?: readonly [event: string, properties: Told][];
  /** What they searched for in vain, and the article of the shop's help that they read, before they wrote. */
  tried?: { searched: string; read: string; helped: boolean | null };
  site?: 'shop' | 'trade';
  /** How long before now it began, such as '3d 4h' or '25m'. */
  began: string;
  page: string;
  referrer?: string;
  language: string;
  timeZone: string;
  browser: keyof typeof browsers;
  /**
   * One line for each thing that happened: minutes since the one before, who, what.
   * `+5 mirjam: text`, `+0 mirjam notes: text`, `+0 ada gives it to jonas`, `+1 jonas closes it`, `+1 jonas reopens it`, `+3 visitor reads`,
   * `+1 visitor signs in`, `+1 visitor edits: text` and `+1 visitor takes it back` (their last message). A line that begins with | goes on with the text.
   */
  story: string;
};

type Told = Readonly<Record<string, string | number | boolean>>;
export type Beat = { minutes: number; who: string; act: Act };
type Act =
  | { kind: 'says' | 'notes' | 'edits'; text: string }
  | { kind: 'gives'; to: string }
  | { kind: 'closes' | 'reopens' | 'takes back' | 'reads' | 'signs in' };

export const browsers = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  android:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
};

/** Reads a story. Throws on a line that it does not understand, naming it. */
export function readStory(story: string): Beat[] {
  const lines = story
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const whole = lines.reduce<string[]>((read, line) => {
    if (line.startsWith('|')) read.push(`${read.pop()}\n${line.slice(1).trim()}`);
    else read.push(line);
    return read;
  }, []);
  return whole.map(readBeat);
}

function readBeat(line: string): Beat {
  const [, minutes, who = '', rest = ''] = /^\+(\d+) (\w+)(.*)$/s.exec(line) ?? [];
  const act = readAct(rest);
  if (minutes === undefined || !act || !(who === 'visitor' || staffNames.includes(who))) {
    throw new Error(`The seed has a line that says nothing: ${line}`);
  }
  return { minutes: Number(minutes), who, act };
}

function readAct(rest: string): Act | undefined {
  const [, how, text] = /^( notes| edits)?: (.+)$/s.exec(rest) ?? [];
  if (text) return { kind: how === ' notes' ? 'notes' : how === ' edits' ? 'edits' : 'says', text };
  const [, to] = /^ gives it to (\w+)$/.exec(rest) ?? [];
  if (to) return { kind: 'gives', to };
  if (rest === ' closes it') return { kind: 'closes' };
  if (rest === ' reopens it') return { kind: 'reopens' };
  if (rest === ' signs in') return { kind: 'signs in' };
  if (rest === ' takes it back') return { kind: 'takes back' };
  return rest === ' reads' ? { kind: 'reads' } : undefined;
}
