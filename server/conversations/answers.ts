import type { Face } from '../../protocol/conversations.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Attached, FaceOf } from './audiences.ts';
import * as units from './store/unread.ts';

type Message = {
  seq: number;
  by: 'visitor' | 'staff' | 'system';
  author: Face | null;
  body: string | null;
  files: string[];
  at: number;
};
type Read = { site: string; person: string; startedAt: number; messages: Message[] };

/** A conversation as its visitor knows it, for whoever tells them of it elsewhere. Messages are numbered as staff count. */
export function openAnswers({ store, faceOf }: { store: Store; faceOf: FaceOf }) {
  return { unread, whole, holder };

  /** What staff answered and the visitor has not read. */
  async function unread(conversation: string): Promise<Read | undefined> {
    return readOf(await store.read(units.unreadByVisitor, { conversation }));
  }

  /** All that the visitor sees. */
  async function whole(conversation: string): Promise<Read | undefined> {
    const begun = await store.read(units.begun, { conversation });
    if (!begun) return undefined;
    const messages: units.SeenMessage[] = [];
    for (let page = await pageAfter(0); page.length > 0; page = await pageAfter(page.at(-1)?.seq ?? 0)) {
      messages.push(...page);
    }
    return readOf({ ...begun, messages });

    function pageAfter(seq: number): Promise<units.SeenMessage[]> {
      return store.readLong(units.seenByVisitor, { conversation, after: seq });
    }
  }

  /** Whose it is. */
  async function holder(conversation: string): Promise<{ person: string } | undefined> {
    const begun = await store.read(units.begun, { conversation });
    return begun && { person: begun.person_id };
  }

  function readOf(seen: units.Seen | undefined): Read | undefined {
    return (
      seen && {
        ...{ site: seen.site_id, person: seen.person_id, startedAt: seen.started_at },
        messages: seen.messages.map((row) => ({
          ...{ seq: row.seq, by: row.author_kind, body: row.body, at: row.at, files: namesIn(row.files) },
          author: row.author_kind === 'staff' && row.author_id !== null ? (faceOf(row.author_id) ?? null) : null,
        })),
      }
    );
  }
}

function namesIn(files: string | null): string[] {
  return files === null ? [] : (JSON.parse(files) as Attached[]).map(({ name }) => name);
}
