import type { Problem } from '../../protocol/problem.ts';
import { Button, Field, Icon, IconButton } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { flawOf, originOf, sisterOf } from './origin.ts';

const text = words.sites;

/** The addresses whose pages may show the chat, one a row. */
export function Addresses(p: {
  origins: readonly string[];
  onChange: (origins: readonly string[]) => void;
  problem: Problem | null;
}) {
  const rows = p.origins.length > 0 ? p.origins : [''];
  const set = (at: number, value: string) => p.onChange(rows.map((one, index) => (index === at ? value : one)));
  const known = new Set(rows.map((one) => originOf(one) ?? one));
  const sister = rows.map((one) => sisterOf(originOf(one) ?? '')).find((one) => one !== null && !known.has(one));
  const isMissing = rows.every((one) => !one.trim());
  // The server counts the rows that were sent, without the empty ones.
  const wrongRow = (at: number): Problem | null => {
    const sent = rows.flatMap((one, index) => (one.trim() ? [index] : []));
    return p.problem?.field === `origins.${sent.indexOf(at)}` ? p.problem : null;
  };
  const flawIn = (at: number): string | null => {
    const flaw = wrongRow(at) ? flawOf(rows[at] ?? '') : null;
    return flaw && text.wrong[flaw];
  };
  return (
    <>
      {isMissing ? <p class="notice">{text.addressMissing}</p> : <p class="soft small">{text.addressesMore}</p>}
      <ul class="addresses">
        {rows.map((origin, at) => (
          <li key={at}>
            <Field
              {...{ label: text.nthAddress(at + 1), name: 'origins', dir: 'ltr', maxLength: 300 }}
              {...{ value: origin, onInput: (value) => set(at, value), problem: wrongRow(at), wrong: flawIn(at) }}
              placeholder="https://shop.example.com"
              onBlur={() => {
                const tidy = originOf(origin);
                if (tidy && tidy !== origin) set(at, tidy);
              }}
            />
            {(rows.length > 1 || origin !== '') && (
              <IconButton
                icon="close"
                label={text.removeAddress(origin)}
                onClick={() => p.onChange(rows.filter((_, index) => index !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      <div class="beside">
        <Button onClick={() => p.onChange([...rows, ''])}>
          <Icon name="plus" size={18} />
          {text.addAddress}
        </Button>
        {sister && (
          <Button kind="quiet" onClick={() => p.onChange([...rows, sister])}>
            {text.addToo(sister)}
          </Button>
        )}
      </div>
    </>
  );
}
