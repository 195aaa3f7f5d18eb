import type { Signal } from '@preact/signals';
import type { Site } from '../../protocol/sites.ts';

/** Which site a page is about, where there are several. */
export function SiteChoice(p: {
  label: string;
  sites: readonly Site[];
  site: Site;
  chosen: Signal<string | undefined>;
}) {
  if (p.sites.length < 2) return null;
  return (
    <label class="beside">
      {p.label}
      <select
        class="input"
        value={p.site.id}
        onInput={(event) => {
          p.chosen.value = event.currentTarget.value;
        }}
      >
        {p.sites.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
