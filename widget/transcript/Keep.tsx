import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { keep, openPrint, type Way } from '../../client/transcript/keep.ts';
import { transcriptOf } from '../../client/transcript/transcript.ts';
import { wholeOf } from '../../client/transcript/whole.ts';
import type { Chat } from '../conversations/chat.ts';
import { Address } from '../hours/Address.tsx';
import { useSheet } from '../sheet.ts';
import { fill, speech } from '../words/speech.ts';
import css from './keep.css?inline';
import { transcriptWords } from './words.ts';

type Asked = Way | 'mail';
type Stage =
  | { at: 'ways' | 'asking' | 'address' }
  | { at: 'collecting'; share: number }
  | { at: 'over'; told: string; again?: Asked };

type Props = {
  chat: Chat;
  site: string;
  /** What came of it is told now, or the ways are asked for again. */
  onOver: (is: boolean) => void;
  onClose: () => void;
};

/** The ways to keep the conversation that is shown. */
export default function Keep({ chat, site, onOver, onClose }: Props) {
  const words = transcriptWords();
  const root = useSheet(css);
  const [stage, setStage] = useState<Stage>({ at: 'ways' });
  const work = useRef<AbortController>(new AbortController());
  useEffect(() => () => work.current.abort(), []);
  useEffect(() => onOver(stage.at === 'over'), [stage.at]);
  // At once: whoever goes on to another way in the same moment is not called back from it.
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>('button')?.focus(), [stage.at]);

  const start = (way: Asked) => void (way === 'mail' ? mail() : take(way));

  /** A letter goes to nowhere but an address that is proven to be the visitor's. */
  const mail = async () => {
    const conversation = chat.thread.value?.conversation as string;
    setStage({ at: 'asking' });
    const standing = await chat.ask('notifications:standing', {});
    if (standing?.ok && !standing.verified) return setStage({ at: 'address' });
    const sent = standing?.ok ? await chat.ask('notifications:transcript', { conversation }) : standing;
    if (standing?.ok && sent?.ok)
      return setStage({ at: 'over', told: fill(words.mailed, { email: standing.email ?? '' }) });
    const isTooMany = sent?.ok === false && sent.problem.code === 'too_many';
    setStage({ at: 'over', ...(isTooMany ? { told: words.tooMany } : { told: words.notMailed, again: 'mail' }) });
  };

  const take = async (way: Way) => {
    const thread = chat.thread.value;
    const page = way === 'print' ? openPrint(words.collecting) : null;
    if (!thread) return;
    if (way === 'print' && !page) return setStage({ at: 'over', told: words.blocked });
    work.current = new AbortController();
    const over = work.current.signal;
    const { conversation } = thread;
    setStage({ at: 'collecting', share: 0 });
    const whole = await wholeOf({
      ...{ thread, over },
      history: (before) => chat.ask('conversations:history', { conversation, before }),
      sync: (from) => chat.ask('conversations:sync', { conversation, from }),
      told: (share) => setStage({ at: 'collecting', share }),
    });
    if (over.aborted || page?.closed) {
      page?.close();
      return setStage({ at: 'ways' });
    }
    if (!whole) {
      page?.close();
      return setStage({ at: 'over', told: words.failed, again: way });
    }
    const now = Date.now();
    const dir = getComputedStyle(root.current as Element).direction;
    const transcript = transcriptOf({
      ...{ messages: whole.messages, site, visitor: words.you, now, dir },
      ...{ words: words.inside, language: speech.value.locale },
    });
    setStage({ at: 'over', told: way === 'print' ? words.printed : words.saved });
    keep(transcript, { way, stem: words.stem, now, page });
  };

  const ways: Asked[] = [...(chat.welcome.value?.mail ? ['mail' as const] : []), 'text', 'page', 'print'];
  return (
    <div class="over-thread" ref={root}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame of its own */}
      <div
        class="keep-menu"
        role="group"
        aria-label={words.label}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        {stage.at === 'ways' &&
          ways.map((way) => (
            <button key={way} type="button" onClick={() => start(way)}>
              {words.ways[way]}
            </button>
          ))}
        {stage.at === 'asking' && <p role="status">{words.sending}</p>}
        {stage.at === 'address' && (
          <>
            <p role="status">{words.whereTo}</p>
            <div class="keep-address">
              <Address chat={chat} />
            </div>
            <button type="button" onClick={() => start('mail')}>
              {words.send}
            </button>
          </>
        )}
        {stage.at === 'collecting' && (
          <>
            <p role="status">{words.collecting}</p>
            <progress max={1} value={stage.share} aria-label={words.collecting} />
            <button type="button" onClick={() => work.current.abort()}>
              {words.stop}
            </button>
          </>
        )}
        {stage.at === 'over' && (
          <>
            <p role="status">{stage.told}</p>
            {stage.again && (
              <button type="button" onClick={() => start(stage.again as Asked)}>
                {words.tryAgain}
              </button>
            )}
            <button type="button" onClick={onClose}>
              {words.close}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
