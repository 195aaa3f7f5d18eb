import type { Signal } from '@preact/signals-core';
import type { Line, LineOptions, Standing } from '../../client/line.ts';

export type TabsOptions = LineOptions & {
  standing: Signal<Standing>;
  /** One name for all tabs of this person on this site. */
  name: string;
  /** Whether this browser is still the same person's. */
  same(): boolean;
  /** Somebody else is signed in now, or nobody. */
  other(): void;
};

/** How a tab takes part: it comes in, asks, and goes out, leaving nothing open behind. */
export type Part = { enter(): void; leave(): void; ask: Line['ask'] };

export const seen = (): boolean => document.visibilityState === 'visible';
