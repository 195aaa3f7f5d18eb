import { useEffect, useState } from 'preact/hooks';
import type { FeedbackKind } from '../../protocol/feedback.ts';
import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { giving } from '../words/en/giving.ts';
import { wordsOf } from '../words/speech.ts';
import { Bug } from './Bug.tsx';
import css from './feedback.css?inline';
import { Idea } from './Idea.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { Praise } from './Praise.tsx';
import { tellingOf } from './told.ts';

const KINDS = ['bug', 'idea', 'praise'] as const satisfies FeedbackKind[];
const SIGNS: Record<FeedbackKind, string> = { bug: '🐞', idea: '💡', praise: '💛' };
const forms = { bug: Bug, idea: Idea, praise: Praise };

/** Where visitors tell something without beginning a conversation: what it is, and one form for each. */
export default function Feedback({ chat, words: talk, spaces, what }: RoomProps) {
  const words = wordsOf('giving', giving);
  const root = useSheet(css);
  const [sent, setSent] = useState<string | undefined>();
  const telling = tellingOf(chat);
  useEffect(() => chat.kept.onChange((name) => name.startsWith('told:') && telling.look()), [chat]);
  const kind = KINDS.find((one) => one === what);
  const Form = kind && forms[kind];
  // Where everybody sees what others wish for, an idea is one of theirs, with votes.
  const isShared = chat.welcome.value?.ideas === 'public' && spaces.has('ideas');
  const begin = (one: FeedbackKind) =>
    spaces.go(one === 'idea' && isShared ? { at: 'ideas', what: 'new' } : { at: 'feedback', what: one });

  return (
    <Room>
      <div class="giving" ref={root}>
        {Form && sent === undefined ? (
          <Form chat={chat} talk={talk} onSent={setSent} />
        ) : (
          <>
            <OnItsWay
              {...{ chat, talk, sent }}
              onChange={(kind) => {
                setSent(undefined);
                if (kind !== what) spaces.go({ at: 'feedback', what: kind });
              }}
            />
            {sent === undefined ? (
              <>
                <h3>{words.intro}</h3>
                <ul class="kinds">
                  {KINDS.map((one) => (
                    <li key={one}>
                      <button type="button" onClick={() => begin(one)}>
                        <span aria-hidden="true">{SIGNS[one]}</span> {words.kinds[one]}
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <button
                type="button"
                class="link"
                onClick={() => {
                  setSent(undefined);
                  spaces.go({ at: 'feedback' });
                }}
              >
                {words.another}
              </button>
            )}
          </>
        )}
      </div>
    </Room>
  );
}
