import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '../contract.ts';
import { Conversation } from '../conversations/Conversation.tsx';
import type { Chat } from '../conversations/chat.ts';
import { Bubble } from '../conversations/Messages.tsx';
import { lazy } from '../lazy.tsx';
import { IconButton, Status } from '../ui.tsx';
import { isRtl } from '../words/sentence.ts';
import { soon } from '../words/soon.ts';
import { fill, speech, type Words } from '../words/speech.ts';
import { focusIn, keepFocus } from './focus.ts';
import { type RoomProps, rooms } from './rooms.ts';
import type { Spaces } from './spaces.ts';

const LATE_MS = 1_500;
/** By then whoever opened it writes: nothing that is fetched ahead holds that up. */
const AHEAD_AFTER_MS = 3_000;
const InHead = lazy(
  () => import('../home/InHead.tsx'),
  () => null,
);
const Keep = lazy(() => import('../transcript/Keep.tsx'));
const News = lazy(
  () => import('../news/News.tsx'),
  () => null,
);

/** The sheet with its head, the way back, and the space that one is in. */
export function Panel(p: {
  chat: Chat;
  spaces: Spaces;
  words: Words;
  settings: Settings;
  offline: ReadonlySignal<boolean>;
  /** Where the panel stands in the page: whether the visitor has done something in it. It leaves the focus alone before, and stays open. */
  acted?: ReadonlySignal<boolean> | undefined;
  onClose: () => void;
  onEnd: () => void;
}) {
  const { chat, spaces, words, settings } = p;
  const { at, what } = spaces.space.value;
  const { locale } = speech.value;
  const panel = useRef<HTMLElement>(null);
  const isLate = useLate(chat.line.value === 'connecting');
  const how = standing(chat, words, { offline: p.offline.value, isLate });
  const room: RoomProps = { chat, words, settings, spaces, what };
  const Room = rooms[at];
  /** The conversation whose ways to be kept are shown, for the how manieth time; `over`: what came of one is told instead. */
  const [keeps, setKeeps] = useState<{ of: string; turn: number; over?: boolean }>();
  /** What was told stays until they go on. */
  const [hasNews, keepNews] = useState(false);
  if (chat.news.value > 0 && !hasNews) keepNews(true);
  const shown = at === 'conversation' ? chat.thread.value?.conversation : undefined;
  const muted = chat.sound.muted.value;
  const isKeeping = shown !== undefined && keeps?.of === shown;
  const asksHow = isKeeping && !keeps.over;
  const hasActed = p.acted?.value !== false;
  const fetchFirst = () => void rooms[spaces.has('home') ? 'home' : 'messages']?.fetch();

  // The way back needs no net then, and what is written with signs looks so at once.
  useEffect(() => {
    if (!hasActed) return;
    const timer = setTimeout(() => {
      fetchFirst();
      void Bubble.fetch();
    }, AHEAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [hasActed]);
  useLayoutEffect(() => (panel.current ? keepFocus(panel.current) : undefined), []);
  useLayoutEffect(() => {
    if (panel.current && p.acted?.peek() !== false) focusIn(panel.current);
  }, [at, what, chat.shown.value]);

  return (
    <section
      ref={panel}
      class="panel"
      role={p.acted ? 'region' : 'dialog'}
      aria-label={fill(words.dialog, { site: settings.name })}
      onKeyUp={keepIn}
      onKeyPress={keepIn}
      onKeyDown={(event) => {
        keepIn(event);
        if (event.key === 'Tab' && !p.acted) stayIn(event);
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        p.onClose();
      }}
    >
      {/* The panel itself stands where the page's direction puts the launcher, too. */}
      <div class="inside" dir={isRtl(locale) ? 'rtl' : 'ltr'}>
        {/* No <header>: that would be a banner of the page. */}
        <div class="head">
          {/* Where a room cannot be had, there is always a way to what is written. */}
          {(spaces.leadsBack() || Room?.isMissing()) && (
            <IconButton
              icon="back"
              label={words.back}
              onClick={spaces.leadsBack() ? spaces.back : () => spaces.go({ at: 'conversation' })}
              onPointerEnter={fetchFirst}
            />
          )}
          <h2 tabIndex={-1}>
            <bdi>{words.spaces[at as keyof Words['spaces']] ?? settings.name}</bdi>
          </h2>
          {/* Whoever talks already sees who answers, and the name needs the room. */}
          {at === 'conversation' && !shown && chat.welcome.value?.here?.[0] && <InHead {...{ chat, words }} />}
          {shown && (
            <IconButton
              icon={muted ? 'hushed' : 'bell'}
              label={muted ? words.unmute : words.mute}
              onClick={() => chat.sound.mute(!muted)}
            />
          )}
          {shown && (
            <IconButton
              icon="more"
              class="keeps"
              label={words.keep}
              expanded={asksHow}
              onClick={() => setKeeps(asksHow ? undefined : { of: shown, turn: (keeps?.turn ?? 0) + 1 })}
              onPointerEnter={() => void Keep.fetch()}
            />
          )}
          {!p.acted && <IconButton icon="close" label={words.close} onClick={p.onClose} />}
        </div>
        {isKeeping && (
          <Keep
            {...{ chat, words }}
            key={shown + keeps.turn}
            site={settings.name}
            onOver={(over) => setKeeps((now) => now && { ...now, over })}
            onClose={() => {
              setKeeps(undefined);
              panel.current?.querySelector<HTMLElement>('.keeps')?.focus();
            }}
          />
        )}
        {hasNews && <News {...{ chat, words, spaces }} onDone={() => keepNews(false)} />}
        {how && <Status>{how}</Status>}
        {Room ? <Room key={at + what} {...room} /> : <Conversation {...room} onEnd={p.onEnd} />}
      </div>
    </section>
  );
}

/** The page sees our element, not the field in it: a shortcut of its own would eat what the visitor writes. */
function keepIn(event: KeyboardEvent): void {
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (!isShortcut) event.stopPropagation();
}

/** Where the panel covers the page, whatever has the focus would be behind it: Tab goes round in the panel. Esc leads out. */
function stayIn(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const { currentTarget: panel, target, shiftKey } = event;
  if (panel.offsetWidth < innerWidth) return;
  const all = panel.querySelectorAll<HTMLElement>(
    'button:enabled, a[href], input:not([hidden]), textarea, [tabindex="0"]',
  );
  const [last, first] = [all[all.length - 1], all[0]];
  if (target !== (shiftKey ? first : last)) return;
  event.preventDefault();
  (shiftKey ? last : first)?.focus();
}

/** How the line is, in a sentence; nothing while all is well. */
function standing(chat: Chat, words: Words, { offline, isLate }: { offline: boolean; isLate: boolean }): string | null {
  const line = chat.line.value;
  const trouble = chat.trouble.value;
  if (line === 'old') return words.old;
  if (chat.refused.value?.code === 'origin_refused') return words.refused.origin_refused;
  if (offline) return words.offline;
  if (trouble?.code === 'unavailable') return words.unavailable;
  if (trouble?.code === 'too_many') return fill(words.slow, { when: soon(trouble.retryAfterMs ?? 1000) });
  if (trouble || line === 'down') return words.trouble;
  return line === 'connecting' && isLate ? words.connecting : null;
}

/** Whether it has been so for a while: what is over in a moment moves nothing. */
function useLate(is: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!is) return;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return isLate;
}
