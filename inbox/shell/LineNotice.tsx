import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Standing } from '../../client/line.ts';
import { Button, Notice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';

const SHORT_MS = 1_500;
const offline = signal(navigator.onLine === false);
for (const name of ['online', 'offline']) {
  addEventListener(name, () => {
    offline.value = navigator.onLine === false;
  });
}

/** How the line is, in a sentence; nothing while all is well, or for a moment only. */
export function LineNotice({ line }: { line: ReadonlySignal<Standing> }) {
  const standing = line.value;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (standing !== 'connecting' && standing !== 'http') return;
    const timer = setTimeout(() => setLate(true), SHORT_MS);
    return () => clearTimeout(timer);
  }, [standing]);

  if (standing === 'old') {
    return (
      <Notice action={<Button onClick={() => location.reload()}>{words.lines.reload}</Button>}>
        {words.lines.old}
      </Notice>
    );
  }
  if (offline.value) return <Notice>{words.lines.offline}</Notice>;
  if (standing === 'down') return <Notice>{words.lines.down}</Notice>;
  if (standing === 'http' && late) return <Notice>{words.lines.http}</Notice>;
  if (standing === 'connecting' && late) return <Notice>{words.lines.connecting}</Notice>;
  return null;
}
