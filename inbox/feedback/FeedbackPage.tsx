import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { path } from '../router.ts';
import { words } from '../words/en.ts';
import { useKeys } from './keys.ts';
import { GivenColumn } from './list/GivenColumn.tsx';
import { OneColumn } from './OneColumn.tsx';
import { RisingColumn } from './rising/RisingColumn.tsx';
import './feedback.css';

/** The address of what is rising stands where that of one feedback stands. */
const RISING = 'rising';

/** What visitors told without wanting a chat: the list, and one of it opened beside it. They fold to one on a phone. */
export function FeedbackPage({ desk }: { desk: Desk }) {
  const at = path.value[1] ?? null;
  const isRising = at === RISING;
  const id = isRising ? null : at;
  const columns = useRef<HTMLDivElement>(null);
  useEffect(() => desk.given.watch(), [desk]);
  useEffect(() => desk.given.open(id), [desk, id]);
  useKeys(desk, columns, id);
  return (
    <div class={`desk ${at === null ? 'listing' : 'reading'}`} ref={columns}>
      <h1 class="hidden-text">{words.feedback.title}</h1>
      <GivenColumn desk={desk} current={id} />
      {isRising ? <RisingColumn desk={desk} /> : <OneColumn desk={desk} id={id} />}
    </div>
  );
}
