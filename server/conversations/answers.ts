import type { Face } from '../../protocol/conversations.ts';
import type { Store } from '../foundation/database.ts';
import type { FaceOf } from './audiences.ts';
import * as units from './store/unread.ts';

type Message = {
  seq: number;
  by: 'visitor' | 'staff' | 'system';
  author: Face | null;
  body: string | null;
  at: number;
};
type Read = { site: string; person: string; startedAt: number; messages: Message[] };

/** A conversation as its visitor knows it, for whoever tells them of it elsewhere. Messages are numbered as staff count. */
export function openAnswers({ store, faceOf }: { store: Store; faceOf: FaceOf }) {
  return { unread, whole };

  /** What staff answered and the visitor has not read. */
  async function unread(conversation: string): Promise<Read | undefined> {
    return readOf(await store.read(units.unreadByVisitor, { conversation }));
  }

  /** All that the visitor sees. */
  async function whole(conversation: string): Promise<Read | undefined> {
    return readOf(await store.readLong(units.seenByVisitor, { conversation }));
  }

  function readOf(seen: units.Seen | undefined): Read | undefined {
    return (
      seen && {
        ...{ site: seen.site_id, person: seen.person_id, startedAt: seen.started_at },
        messages: seen.messages.map((row) => ({
          ...{ seq: row.seq, by: row.author_kind, body: row.body, at: row.at },
          author: row.author_kind === 'staff' && row.author_id !== null ? (faceOf(row.author_id) ?? null) : null,
        })),
      }
    );
  }
}
