import { renderToString } from 'preact-render-to-string';
import blocks from '../client/articles/blocks.css?inline';
import { Document } from './Document.tsx';
import article from './look/article.css?inline';
import base from './look/base.css?inline';
import elsewhere from './look/elsewhere.css?inline';
import frame from './look/frame.css?inline';
import front from './look/front.css?inline';
import ideas from './look/ideas.css?inline';
import lists from './look/lists.css?inline';
import { variablesOf } from './look/variables.ts';
import type { Page, Rendered } from './page.ts';
import { structuredOf } from './structured.ts';
import { titleOf } from './title.ts';
import { tongueOf } from './words/words.ts';

/** What comes later has the last word. */
const css = blocks + base + frame + front + lists + ideas + article + elsewhere;

/** Whoever presses "Ask us" has the chat open on this page once it is there, and goes to its own page before, or without scripts. */
const OPENER =
  "addEventListener('click',e=>{let a=e.target.closest('a[data-ask]');if(a&&window.Foyer&&!e.ctrlKey&&!e.metaKey&&!e.shiftKey){e.preventDefault();Foyer('open',a.dataset.ask||undefined)}})";

/** A whole page as text. Everything that people wrote stands in it as text. */
export function render(page: Page): Rendered {
  const { words } = tongueOf(page.language);
  const style = variablesOf(page.site) + css;
  const data = structuredOf(page, titleOf(page, words), words.help);
  const opener = page.ask && OPENER;
  const html = renderToString(<Document {...{ page, style, data, opener }} />);
  return { html: `<!doctype html>${html}`, style, scripts: [data, opener].filter((script) => script !== null) };
}
