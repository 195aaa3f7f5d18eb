import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Book, type Emoji, type Group, search } from './book.ts';
import type { Used } from './used.ts';

export type EmojiWords = {
  label: string;
  search: string;
  /** `used`: those that were chosen lately. */
  groups: Readonly<Record<Group | 'used', string>>;
  found(count: number): string;
  none: string;
  close: string;
  loading: string;
  failed: string;
  tryAgain: string;
};

type Shelf = Group | 'used';
const SHOWN_AT_MOST = 120;
const SIGNS: Readonly<Record<Shelf, string>> = {
  used: '🕘',
  smileys_emotion: '😀',
  people_body: '👋',
  animals_nature: '🐻',
  food_drink: '🍎',
  travel_places: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
};

/**
 * The system's own emoji to choose from, by group or by what is typed. `book` may be asked again where it could not be had. Esc leaves.
 * What uses it brings picker.css.
 */
export function Picker(p: {
  book: () => Promise<Book>;
  words: EmojiWords;
  used: Used;
  onChoose: (sign: string) => void;
  onLeave: () => void;
}) {
  const { words } = p;
  const box = useRef<HTMLDivElement>(null);
  const [book, setBook] = useState<Book | 'failed'>();
  const [asked, setAsked] = useState('');
  // What is chosen now goes to the front the next time: nothing moves under somebody's finger.
  const [used] = useState(p.used.all);
  const [shelf, setShelf] = useState<Shelf>(used.length > 0 ? 'used' : 'smileys_emotion');
  const load = () => {
    setBook(undefined);
    p.book().then(setBook, () => setBook('failed'));
  };
  useEffect(load, []);
  useLayoutEffect(() => {
    // A keyboard that comes up by itself would cover what there is to tap on.
    const first = matchMedia('(pointer: fine)').matches ? 'input' : '[role=tab][aria-selected=true]';
    box.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);

  const isSearching = asked.trim() !== '';
  const there = typeof book === 'object' ? book : [];
  const found = isSearching ? search(there, asked) : onShelf(there, shelf, used);
  const choose = (sign: string) => {
    p.used.add(sign);
    p.onChoose(sign);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame of its own
    <div
      class="emoji-picker"
      role="group"
      aria-label={words.label}
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) {
          event.stopPropagation();
          event.preventDefault();
          p.onLeave();
        } else goAlong(event, box.current as HTMLElement);
      }}
    >
      <div class="emoji-head">
        <input
          type="search"
          class="emoji-search"
          dir={asked === '' ? undefined : 'auto'}
          value={asked}
          placeholder={words.search}
          aria-label={words.search}
          autocomplete="off"
          enterkeyhint="done"
          onInput={(event) => setAsked(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            if (isSearching && found[0]) choose(found[0].sign);
          }}
        />
        <button type="button" class="emoji-close" aria-label={words.close} title={words.close} onClick={p.onLeave}>
          ✕
        </button>
      </div>
      <div class="emoji-tabs" role="tablist" aria-label={words.label}>
        {(Object.keys(SIGNS) as Shelf[])
          .filter((one) => one !== 'used' || used.length > 0)
          .map((one) => (
            <button
              type="button"
              role="tab"
              key={one}
              aria-label={words.groups[one]}
              title={words.groups[one]}
              aria-selected={!isSearching && one === shelf}
              tabIndex={one === shelf ? 0 : -1}
              onClick={() => {
                setAsked('');
                setShelf(one);
              }}
            >
              {SIGNS[one]}
            </button>
          ))}
      </div>
      <p class="emoji-told" role="status">
        {book === undefined && words.loading}
        {book === 'failed' && words.failed}
        {typeof book === 'object' && isSearching && (found.length > 0 ? words.found(found.length) : words.none)}
        {typeof book === 'object' && !isSearching && words.groups[shelf]}
      </p>
      {book === 'failed' && (
        <button type="button" class="emoji-again" onClick={load}>
          {words.tryAgain}
        </button>
      )}
      <div class="emoji-grid" key={isSearching ? asked : shelf}>
        {found.slice(0, isSearching ? SHOWN_AT_MOST : undefined).map(({ sign, name }, at) => (
          <button
            type="button"
            key={sign}
            aria-label={name}
            title={name}
            tabIndex={at === 0 ? 0 : -1}
            onClick={() => choose(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}

function onShelf(book: Book, shelf: Shelf, used: readonly string[]): readonly Emoji[] {
  if (shelf !== 'used') return book.find(({ group }) => group === shelf)?.emoji ?? [];
  const all = new Map(book.flatMap(({ emoji }) => emoji.map((one) => [one.sign, one])));
  return used.map((sign) => all.get(sign) ?? { sign, name: sign, words: '' });
}

/** With the arrow keys from the field to the groups and the emoji, along them, and back. */
function goAlong(event: KeyboardEvent, box: HTMLElement): void {
  const target = event.target as HTMLElement;
  const grid = [...box.querySelectorAll<HTMLElement>('.emoji-grid button')];
  const all = target.role === 'tab' ? [...box.querySelectorAll<HTMLElement>('[role=tab]')] : grid;
  const at = all.indexOf(target);
  if (at < 0) {
    if (event.key === 'ArrowDown' && grid[0]) go(grid[0]);
    return;
  }
  const rtl = getComputedStyle(box).direction === 'rtl' ? -1 : 1;
  const across = grid.findIndex((one) => one.offsetTop !== grid[0]?.offsetTop);
  const columns = across < 0 ? grid.length : across;
  const sideways = { ArrowRight: rtl, ArrowLeft: -rtl }[event.key];
  const updown = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (sideways) go(all[at + sideways]);
  else if (event.key === 'Home') go(all[0]);
  else if (event.key === 'End') go(all.at(-1));
  else if (updown && all !== grid) go(updown > 0 ? grid[0] : box.querySelector<HTMLElement>('input'));
  else if (updown) go(at + updown * columns < 0 ? box.querySelector<HTMLElement>('input') : all[at + updown * columns]);

  /** Whoever goes away by Tab comes back to where they were. */
  function go(to: HTMLElement | null | undefined): void {
    event.preventDefault();
    if (!to) return;
    if (at >= 0 && all.includes(to)) {
      for (const one of all) one.tabIndex = one === to ? 0 : -1;
      if (to.role === 'tab') to.click();
    }
    to.focus();
  }
}
