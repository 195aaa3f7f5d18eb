import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Member } from '../../protocol/staff.ts';
import type { Store } from '../foundation/database/database.ts';
import { newId } from '../foundation/ids.ts';
import * as units from './store/members.ts';

/** The pictures that members of the staff show visitors. They lie in the database: every server on it has them, and so has a backup. */
export function openFaces(o: {
  store: Store;
  now: () => number;
  portrait(bytes: Buffer): Promise<Buffer | 'refused' | 'busy'>;
  reload(): Promise<void>;
  member(id: string): Member | undefined;
  changed(staff: string): void;
}) {
  const { store } = o;

  return { setPicture, picture };

  /** Shows another picture of the caller, or none. It gets another address, so that nobody is shown an old one. */
  async function setPicture(
    p: { image: string | null },
    caller: { id: string },
  ): Promise<{ ok: true; member: Member } | Refused> {
    if (p.image === null) {
      await store.write(units.dropPicture, { staff: caller.id });
    } else {
      const drawn = await o.portrait(Buffer.from(p.image, 'base64'));
      if (drawn === 'busy') return refuse('unavailable');
      if (drawn === 'refused') return refuse('picture_refused', { field: 'image' });
      const kept = { id: newId(o.now()), staff: caller.id, body: drawn.toString('base64') };
      if (!(await store.write(units.keepPicture, kept))) return refuse('not_signed_in');
    }
    await o.reload();
    o.changed(caller.id);
    const member = o.member(caller.id);
    return member ? { ok: true, member } : refuse('not_signed_in');
  }

  /** The bytes of a WebP; undefined where there is no such picture any more. */
  async function picture(id: string): Promise<Buffer | undefined> {
    const row = await store.read(units.pictureById, { id });
    return row && Buffer.from(row.body, 'base64');
  }
}
