import { useState } from 'preact/hooks';
import type { Present } from '../../protocol/staff.ts';
import { useSheet } from '../sheet.ts';
import css from './faces.css?inline';

const COLOURS = 6;

/** Faces that overlap a little: a picture, or initials on a colour that is always the same for somebody. */
export function Faces({ here, base }: { here: readonly Present[]; base: string }) {
  return (
    <span class="present" aria-hidden="true" ref={useSheet<HTMLSpanElement>(css)}>
      {here.map((one) => (
        <Face key={`${one.id} ${one.picture}`} who={one} base={base} />
      ))}
    </span>
  );
}

function Face({ who, base }: { who: Present; base: string }) {
  // A page that lets no picture of ours through shows the initials.
  const [failed, setFailed] = useState(false);
  return (
    <span class={`face c${Number.parseInt(who.id.slice(-4), 16) % COLOURS}`}>
      {initialsOf(who.name)}
      {who.picture && !failed && (
        <img src={`${base}api/visitor/faces/${who.picture}`} alt="" onError={() => setFailed(true)} />
      )}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
