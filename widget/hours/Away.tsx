import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../conversations/chat.ts';
import { useSheet } from '../sheet.ts';
import { hours } from '../words/en/hours.ts';
import { wordsOf } from '../words/speech.ts';
import { Address } from './Address.tsx';
import css from './away.css?inline';
import { useOpening } from './opening.ts';
import { backWhen } from './when.ts';

const TICKS_EVERY_MS = 30_000;

/** Above the place to write while nobody is there: when an answer comes and, where mail goes out, where to. Writing goes on as ever. */
export default function Away({ chat }: { chat: Chat }) {
  const words = wordsOf('hours', hours);
  const welcome = chat.welcome.value;
  const opening = useOpening(chat);
  const now = useNow();
  const root = useSheet(css);
  if (!opening || opening.open) return null;
  return (
    <div class="away" ref={root}>
      <p role="status">{backWhen(opening, now, words)}</p>
      {/* A form may ask for it. */}
      {welcome?.mail && !chat.asked.value && <Address chat={chat} />}
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICKS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
