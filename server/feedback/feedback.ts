import type { Rating } from '../../protocol/feedback.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import * as units from './store/rating.ts';

export type Feedback = ReturnType<typeof openFeedback>;
type Place = { site: string; person: string; conversation: string };

/** What people tell about how they were helped. */
export function openFeedback({ store, now }: { store: Store; now: () => number }) {
  return { asking, setAsking, isAsked, rate, rating };

  async function asking(site: string, scope: Scope): Promise<{ ok: true; csat: boolean } | Refused> {
    return scope.includes(site) ? { ok: true, csat: await isAsked(site) } : refuse('not_found');
  }

  async function setAsking(
    p: { site: string; csat: boolean },
    scope: Scope,
  ): Promise<{ ok: true; csat: boolean } | Refused> {
    if (!scope.includes(p.site)) return refuse('not_found');
    await store.write(units.setAsked, p);
    return { ok: true, csat: p.csat };
  }

  /** Whether visitors of a site are asked how they liked a conversation. */
  async function isAsked(site: string): Promise<boolean> {
    return store.read(units.isAsked, { site });
  }

  /** Keeps how somebody liked a conversation of theirs: once, with a word that may come after. */
  async function rate(p: Place & { score: number; word: string }): Promise<{ ok: true; rating: Rating }> {
    const at = now();
    const rating = await store.write(units.rate, { ...p, word: p.word.trim(), id: newId(at), at });
    return { ok: true, rating };
  }

  async function rating(conversation: string): Promise<{ ok: true; rating: Rating | null }> {
    return { ok: true, rating: await store.read(units.ratingOf, { conversation }) };
  }
}
