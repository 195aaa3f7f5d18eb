import { request } from '../client/http.ts';
import { openStorage, toJson } from '../client/storage.ts';
import type { Session } from '../protocol/people.ts';
import { storageName } from './contract.ts';
import { wipe } from './identity/wipe.ts';
import { alone, storedIn } from './session.ts';
import type { link } from './words/en/link.ts';

const script = document.currentScript as HTMLScriptElement;
const { site = '', person: expected, pass, conversation, words: said = '{}' } = script.dataset;
const words: typeof link = JSON.parse(said);
const base = new URL('..', script.src).href;
const storage = openStorage(storageName(site));

/** What a visitor has written, or begun to. */
const BEGUN = /^(session|draft|form|errands|out:.*|told:.*|giving:.*)$/;

/** Before the button is pressed: whether there is something in this browser that the person whom the letter went to has not begun. */
function warn(person: string): void {
  const isElse = storedIn(storage)?.person !== person && storage.names('').some((name) => BEGUN.test(name));
  (document.getElementById('begun') as HTMLElement).hidden = !isElse;
}

/**
 * On the page behind a link in a letter, once its button was pressed: this browser goes on as the person whom the letter went to, and
 * the chat opens. Come back to without a pass, the page opens the chat of whoever is here.
 */
async function begin(): Promise<void> {
  const went = pass === undefined ? 'open' : await goOn(pass);
  if (went === 'open' && !storedIn(storage)) say(words.nobody);
  else if (went === 'open') openChat();
  else if (went === 'cut') say(words.cut, begin);
  else say(words.over);
}

/** Opens a session by the pass and stores it as the chat does. Nothing of somebody else who was here stays. */
async function goOn(pass: string): Promise<'open' | 'cut' | 'over'> {
  return alone(site, async () => {
    const answer = await request(base, 'api/visitor/sessions', { site }, pass);
    if (!answer || (!answer.ok && !answer.problem.final)) return 'cut';
    if (!answer.ok) return 'over';
    const { token, person } = answer as unknown as Session;
    // By a pass that is not good any more the server opens a session of somebody new.
    if (person !== pass.split('.')[1]) return 'over';
    const before = storedIn(storage);
    if (before?.person !== person) wipe(site, storage);
    const sub = before?.person === person ? before.sub : undefined;
    storage.set('session', toJson({ token, person, sub }));
    return 'open';
  });
}

function openChat(): void {
  const snippet = document.createElement('script');
  snippet.src = `${base}foyer/${site}.js`;
  snippet.onload = () => {
    window.Foyer?.('open', conversation);
    say(words.open);
  };
  snippet.onerror = () => say(words.cut, openChat);
  document.body.append(snippet);
}

function say(text: string, again?: () => unknown): void {
  const place = document.querySelector('[role=status]') as HTMLElement;
  place.replaceChildren(text);
  if (!again) return;
  const button = document.createElement('button');
  button.append(words.again);
  button.onclick = again;
  place.append(document.createElement('br'), button);
}

if (expected === undefined) {
  // A reload asks for this page, which acts on nothing and speaks the same language; the pass does not stay, and the link is not what staff read as the visitor's page.
  history.replaceState(null, '', `${base}mail/chat/${site}${location.search}`);
  script.remove();
  void begin();
} else warn(expected);
