import { useRef, useState } from 'preact/hooks';
import { words } from '../words/en.ts';
import { Button, Icon } from './ui.tsx';

const SAID_FOR_MS = 3_000;

/** A text to copy, with the button for it. On plain http, where pages have no clipboard, it is marked for the keys instead. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    const done = (await intoClipboard(text)) || marked(code.current as HTMLElement);
    setSaid(done ? words.sites.copied : words.sites.copyByHand);
    if (done) setTimeout(() => setSaid(''), SAID_FOR_MS);
  };
  return (
    <div class="copyable">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code ref={code}>{text}</code>
      </pre>
      <div class="beside">
        <Button onClick={() => void copy()}>
          <Icon name={said === words.sites.copied ? 'check' : 'copy'} size={18} />
          {words.sites.copy}
          <span class="hidden-text">: {label}</span>
        </Button>
        <span role="status" class="small soft">
          {said}
        </span>
      </div>
    </div>
  );
}

/** False where the browser does not let us: plain http pages have no clipboard. */
export async function intoClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Marks it, and copies it the old way where the browser still can. */
function marked(code: HTMLElement): boolean {
  getSelection()?.selectAllChildren(code);
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}
