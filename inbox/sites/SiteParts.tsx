import { useEffect, useRef } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import { to } from '../router.ts';
import { words } from '../words/en.ts';

const text = words.sites;
const parts = ['setup', 'talk', 'form', 'hours', 'surveys', 'help', 'sentences', 'identity'] as const;
export type Part = (typeof parts)[number];

/** The pages of a site, under its name. */
export function SiteParts({ site, here }: { site: Site; here: Part }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone they lie in a row that scrolls: the one that is open is in sight.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [here]);
  return (
    <>
      <a href={to('sites')}>{text.all}</a>
      <h1 dir="auto">{site.name}</h1>
      <nav class="parts" ref={nav} aria-label={text.partsOf(site.name)}>
        {parts.map((part) => (
          <a
            key={part}
            href={part === 'setup' ? to('sites', site.id) : to('sites', site.id, part)}
            aria-current={part === here ? 'page' : undefined}
          >
            {text.parts[part]}
          </a>
        ))}
      </nav>
    </>
  );
}
