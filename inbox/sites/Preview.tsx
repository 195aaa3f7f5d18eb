import { useState } from 'preact/hooks';
import { inkOn } from '../../protocol/ink.ts';
import { Icon } from '../ui.tsx';
import { words } from '../words/en.ts';
import './preview.css';

const text = words.sites.previews;
const modes = ['light', 'dark'] as const;

/** The widget as visitors will see it, drawn from what stands in the form. It is a picture: nothing in it can be pressed. */
export function Preview({ name, accent, greeting }: { name: string; accent: string; greeting: string }) {
  const [mode, setMode] = useState<(typeof modes)[number]>('light');
  return (
    <figure class="preview">
      <figcaption>
        {text.title}
        <span class="modes">
          {modes.map((one) => (
            <button key={one} type="button" aria-pressed={mode === one} onClick={() => setMode(one)}>
              {text[one]}
            </button>
          ))}
        </span>
      </figcaption>
      <div
        class="host-page"
        role="img"
        aria-label={text.describe(name)}
        style={{ '--a': accent, '--t': inkOn(accent), colorScheme: mode }}
      >
        <div class="sketch">
          <p class="head">
            <b class="one-line" dir="auto">
              {name.trim() || '…'}
            </b>
            <Icon name="close" />
          </p>
          <div class="talk">
            {greeting.trim() && (
              <p class="says theirs" dir="auto">
                {greeting}
              </p>
            )}
            <p class="says own">{text.question}</p>
            <p class="says theirs">{text.answer}</p>
          </div>
          <p class="write">
            {text.write}
            <span>
              <Icon name="send" turns />
            </span>
          </p>
        </div>
        <span class="launch">
          <i />
        </span>
      </div>
    </figure>
  );
}
