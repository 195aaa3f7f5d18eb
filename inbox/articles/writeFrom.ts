import { newId } from '../../client/storage.ts';
import { askedIn } from '../conversations/thread/asked.ts';
import type { Opened } from '../conversations/thread/thread.ts';
import type { Desk } from '../desk.ts';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';
import { chosen, ownLanguage } from './catalog.ts';
import { draftOf } from './editor/draft.ts';

const BODY_CHARACTERS = 29_000;

/** Begins an article from a conversation: with what was asked and answered, to be made into a text that fits everybody. */
export function writeFrom(desk: Desk, opened: Opened): void {
  const { thread, site } = opened;
  const id = newId(Date.now());
  const language = ownLanguage();
  const said = thread.messages.filter(({ note, body, by }) => !note && body && by !== 'system');
  const turns = Map.groupBy(said, turnOf(said));
  const body = [...turns.values()]
    .map(([first, ...more]) => {
      const text = [first, ...more].map((message) => message?.body ?? '').join('\n\n');
      return first?.by === 'visitor' ? quoted(text) : text;
    })
    .join('\n\n');
  draftOf(desk, id, language).value = {
    title: askedIn(opened) || words.articles.untitled,
    summary: '',
    body: body.slice(0, BODY_CHARACTERS),
    conversation: thread.conversation,
  };
  chosen.value = site;
  go(to('articles', id, language));
}

/** Messages of one side that follow each other belong together. */
function turnOf(said: readonly { by: string }[]) {
  let turn = 0;
  return ({ by }: { by: string }, at: number): number => {
    if (at > 0 && said[at - 1]?.by !== by) turn++;
    return turn;
  };
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
