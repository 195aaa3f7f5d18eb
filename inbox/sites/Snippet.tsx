import type { Site } from '../../protocol/sites.ts';
import { Copyable } from '../kit/copy.tsx';
import { Notice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { isLocal } from './origin.ts';

const text = words.sites;
const STUB = 'window.Foyer = window.Foyer || function () { (Foyer.q = Foyer.q || []).push(arguments); };';

/** The line that owners paste, and what some websites need besides. */
export function Snippet({ base, site }: { base: string; site: Site }) {
  const lack = lackOf(base, site.origins);
  const socket = base.replace(/^http/, 'ws');
  return (
    <>
      <p class="soft small">{text.snippetMore}</p>
      <Copyable label={text.snippet} text={`<script async src="${base}/foyer/${site.key}.js"></script>`} />
      {lack && <Notice>{text.unreachable[lack]}</Notice>}
      <details>
        <summary>{text.early}</summary>
        <p class="soft small">{text.earlyMore}</p>
        <Copyable label={text.early} text={STUB} />
      </details>
      <details>
        <summary>{text.inline}</summary>
        <p class="soft small">{text.inlineMore}</p>
        <Copyable
          label={text.inline}
          text={`<script async data-inline="#chat" src="${base}/foyer/${site.key}.js"></script>`}
        />
      </details>
      <details>
        <summary>{text.errors}</summary>
        <p class="soft small">{text.errorsMore}</p>
        <Copyable label={text.errors} text={`<script src="${base}/foyer/errors.js"></script>`} />
      </details>
      <details>
        <summary>{text.page}</summary>
        <p class="soft small">{text.pageMore}</p>
        <Copyable label={text.page} text={`${base}/chat/${site.key}`} />
      </details>
      <details>
        <summary>{text.strict}</summary>
        <p class="soft small">{text.strictMore}</p>
        <Copyable label={text.strict} text={`script-src ${base}; connect-src ${base} ${socket}; img-src ${base};`} />
      </details>
    </>
  );
}

/** Why visitors' browsers would not load the snippet from `base`. */
function lackOf(base: string, origins: readonly string[]): 'local' | 'plain' | null {
  const away = origins.filter((origin) => !isLocal(origin));
  if (isLocal(base)) return away.length > 0 ? 'local' : null;
  return base.startsWith('http:') && away.some((origin) => origin.startsWith('https:')) ? 'plain' : null;
}
