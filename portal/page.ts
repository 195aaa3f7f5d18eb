import type { Article, Card, Found } from '../protocol/articles.ts';
import type { Card as Idea, Status } from '../protocol/boards.ts';
import type { Look } from '../protocol/look.ts';

/** The same page in a language. */
export type Version = { language: string; path: string };
export type Shown = { name: string; title: string; description: string; cards: readonly Card[] };

/** What is around a page of a help centre. Paths begin below `root`, which is the path of the help centre on this host. */
type Around = {
  site: { name: string; accent: string; look: Look; website: string | null };
  /** That of the texts: the sentences around them are said in it if we speak it. */
  language: string;
  /** All languages that the help centre has, each with this page, or with its front page where this one is missing. */
  languages: readonly Version[];
  /** Those that really have this page, in which search engines find it. */
  versions: readonly Version[];
  /** Where it is, for whoever has it from elsewhere: scheme, host and the path of the help centre. */
  origin: string;
  root: string;
  path: string;
  /** Where visitors ask: the snippet's address, and that of the chat's own page. Null: nowhere. */
  ask: { snippet: string; page: string } | null;
  /** Whether everybody may see what people wish for. */
  hasBoard: boolean;
};

/** What was said of an idea, and when. */
export type Step = { status: Status; word: string; at: number };

export type Content =
  | { is: 'front'; shelves: readonly Shown[] }
  | { is: 'collection'; shelf: Shown }
  | { is: 'article'; article: Article; shelf: Omit<Shown, 'cards'> | null; others: readonly Card[] }
  | { is: 'board'; status: Status | null; ideas: readonly Idea[]; after: number; more: boolean }
  | { is: 'idea'; idea: Idea; steps: readonly Step[] }
  | { is: 'search'; words: string; found: readonly Found[] }
  | { is: 'missing' };

export type Page<C extends Content = Content> = Around & C;

/** A page as it is sent, and what of it the browser has to be told is ours. */
export type Rendered = { html: string; style: string; scripts: readonly string[] };
