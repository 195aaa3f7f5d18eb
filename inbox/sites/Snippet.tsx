import type { Site } from '../../protocol/sites.ts';
import { Copyable } from '../copy.tsx';
import { words } from '../words/en.ts';

const text = words.sites;
const STUB = 'window.Foyer = window.Foyer || function () { (Foyer.q = Foyer.q || []).push(arguments); };';

/** The line that owners paste, and what some websites need besides. */
export function Snippet({ base, site }: { base: string; site: Site }) {
  const socket = base.replace(/^http/, 'ws');
  return (
    <section class="card">
      <h2>{text.snippet}</h2>
      <p class="soft">{text.snippetMore}</p>
      <Copyable label={text.snippet} text={`<script async src="${base}/foyer/${site.key}.js"></script>`} />
      <details>
        <summary>{text.early}</summary>
        <p class="soft small">{text.earlyMore}</p>
        <Copyable label={text.early} text={STUB} />
      </details>
      <details>
        <summary>{text.strict}</summary>
        <p class="soft small">{text.strictMore}</p>
        <Copyable label={text.strict} text={`script-src ${base}; connect-src ${base} ${socket};`} />
      </details>
    </section>
  );
}
