import { useEffect, useState } from 'preact/hooks';
import { coloursOf, iconOf, type Look, STACKS } from '../../../protocol/look.ts';
import { Icon } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import './preview.css';

const text = words.look.preview;
const modes = ['light', 'dark'] as const;
const ways = ['ltr', 'rtl'] as const;

/** The widget as visitors will see it, drawn from what stands in the form. It is a picture: nothing in it can be pressed. */
export function Preview(p: { name: string; accent: string; greeting: string; look: Look }) {
  const { look } = p;
  const [mode, setMode] = useState<(typeof modes)[number]>('light');
  const [way, setWay] = useState<(typeof ways)[number]>('ltr');
  useEffect(() => {
    if (look.theme !== 'system') setMode(look.theme);
  }, [look.theme]);
  const { accent, ink } = coloursOf(p.accent, look.accentDark, mode);
  const icon = iconOf(look.launcher);
  return (
    <figure class="preview">
      <figcaption>
        <span>{text.title}</span>
        <Switch label={text.mode} values={modes} value={mode} onChoose={setMode} />
        <Switch label={text.way} values={ways} value={way} onChoose={setWay} />
      </figcaption>
      <div
        class={`host-page ${look.side}`}
        role="img"
        aria-label={text.describe(p.name)}
        dir={way}
        style={{
          ...{ '--a': accent, '--t': ink, '--r': `${look.radius}px`, colorScheme: mode },
          ...{ '--x': `${look.offsetX}px`, '--y': `${look.offsetY}px` },
          fontFamily: look.font === 'page' ? 'Georgia, serif' : STACKS[look.font],
        }}
      >
        <div class="sketch">
          <p class="head">
            <b class="one-line" dir="auto">
              {p.name.trim() || '…'}
            </b>
            <Icon name="close" />
          </p>
          <div class="talk">
            {p.greeting.trim() && (
              <p class="says theirs" dir="auto">
                {p.greeting}
              </p>
            )}
            <p class="says own" dir="auto">
              {text.question}
            </p>
            <p class="says theirs" dir="auto">
              {text.answer}
            </p>
          </div>
          <p class="write">
            {text.write}
            <span>
              <Icon name="send" turns />
            </span>
          </p>
        </div>
        {icon && (
          <span class="launch">
            <i style={{ clipPath: `path('${icon}')` }} />
          </span>
        )}
      </div>
    </figure>
  );
}

function Switch<V extends 'light' | 'dark' | 'ltr' | 'rtl'>(p: {
  label: string;
  values: readonly V[];
  value: V;
  onChoose: (value: V) => void;
}) {
  return (
    <fieldset class="modes" aria-label={p.label}>
      {p.values.map((one) => (
        <button key={one} type="button" aria-pressed={p.value === one} onClick={() => p.onChoose(one)}>
          {text[one]}
        </button>
      ))}
    </fieldset>
  );
}
