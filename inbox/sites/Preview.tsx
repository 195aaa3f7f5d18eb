import { inkOn } from '../../protocol/ink.ts';
import { words } from '../words/en.ts';
import type { Draft } from './draft.ts';
import './preview.css';

const text = words.sites;

/** How the chat will look on the website, while it is being changed. */
export function Preview({ draft, fallback }: { draft: Draft; fallback: string }) {
  const accent = /^#[0-9a-f]{6}$/.test(draft.accent) ? draft.accent : fallback;
  const colours = { '--a': accent, '--t': inkOn(accent) };
  return (
    <figure class="preview" style={colours}>
      <figcaption class="small soft">{text.preview}</figcaption>
      <div class="panel" aria-hidden="true">
        <p class="head" dir="auto">
          {draft.name || ' '}
        </p>
        <div class="talk">
          {draft.greeting && (
            <p class="they" dir="auto">
              {draft.greeting}
            </p>
          )}
          <p class="me">{text.previewQuestion}</p>
          <p class="they">{text.previewAnswer}</p>
        </div>
        <p class="write soft">{text.previewWrite}</p>
      </div>
      <span class="launcher" aria-hidden="true">
        <i />
      </span>
    </figure>
  );
}
