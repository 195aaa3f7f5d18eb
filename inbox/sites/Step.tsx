import type { ComponentChildren } from 'preact';
import { Icon } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import './steps.css';

const text = words.sites;

/** A step on the way to a working widget. What comes later waits for the address. */
export function Step(p: {
  title: string;
  state: 'done' | 'now' | 'later';
  /** What stands there while it is too early. */
  before?: string;
  children: ComponentChildren;
}) {
  return (
    <li class={`step ${p.state}`} aria-current={p.state === 'now' ? 'step' : undefined}>
      <h3>
        {p.title}
        {p.state === 'done' && (
          <span class="tick-mark">
            <Icon name="check" size={14} />
            <span class="hidden-text">{text.done}</span>
          </span>
        )}
      </h3>
      {p.state === 'later' ? p.before && <p class="soft">{p.before}</p> : p.children}
    </li>
  );
}
