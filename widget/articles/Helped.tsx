import { useRef, useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Article } from '../../protocol/articles.ts';
import type { Chat } from '../conversations/chat.ts';
import { Status } from '../ui.tsx';
import { articleWords, sayHelped } from './help.ts';
import { trailOf } from './trail.ts';

const WORD_CHARACTERS = 1_000;

/** Under which id the visitor has said of an article whether it helped, and what: who changes their mind is counted once. */
const said = new Map<string, { id: string; helped: boolean }>();

/** Asks whether an article helped, in one tap, and for a word about it if they like. */
export function Helped({ chat, article: { id: article, language } }: { chat: Chat; article: Article }) {
  const words = articleWords();
  const key = `${article} ${language}`;
  const [helped, setHelped] = useState(said.get(key)?.helped);
  const [state, setState] = useState<'' | 'failed' | 'worded'>('');
  const [word, setWord] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  const say = async (now: boolean, what = '') => {
    const { id } = said.get(key) ?? { id: newId(Date.now()) };
    said.set(key, { id, helped: now });
    setHelped(now);
    setState('');
    trailOf(chat).read({ article, language, helped: now });
    const isThere = await sayHelped(chat, { id, article, language, helped: now, word: what });
    setState(isThere ? (what ? 'worded' : '') : 'failed');
  };
  const send = () => {
    const typed = word.trim().toWellFormed().replaceAll('\0', '');
    if (helped !== undefined && typed) void say(helped, typed);
    else field.current?.focus();
  };

  return (
    <section class="helped">
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, each of which acts at once */}
      <div class="verdict" role="group" aria-label={words.helped}>
        <span>{words.helped}</span>
        {[true, false].map((yes) => (
          <button
            key={yes}
            type="button"
            class="chip"
            aria-pressed={helped === yes}
            onClick={() => void say(yes, state === 'worded' ? '' : word.trim())}
          >
            {yes ? words.yes : words.no}
          </button>
        ))}
      </div>
      {helped !== undefined && (
        <Status>{state === 'failed' ? words.notSaid : state === 'worded' ? words.worded : words.thanks}</Status>
      )}
      {helped !== undefined && state !== 'worded' && (
        <form
          class="word"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <textarea
            ref={field}
            class="field"
            rows={2}
            maxLength={WORD_CHARACTERS}
            dir={word ? 'auto' : undefined}
            aria-label={helped ? words.add : words.missing}
            placeholder={helped ? words.add : words.missing}
            value={word}
            onInput={(event) => setWord(event.currentTarget.value)}
          />
          <button type="submit" class="chip">
            {words.sendWord}
          </button>
        </form>
      )}
    </section>
  );
}
