import { insert, type Work } from '../../server/foundation/database/database.ts';
import { stores as server } from '../../server/stores.ts';

type Recorded = { subject: string; at: number; position?: number };

/** Records that something happened, as a slice does. */
export function* record(events: Recorded[]): Work<void> {
  yield* insert(
    'events',
    events.map(({ subject, at, position }) => ({
      ...(position === undefined ? {} : { position }),
      ...{ name: 'scenes:happened', subject_id: subject, actor_kind: 'system', at },
    })),
  );
}

export const stores = { ...server, scenes: { record } };
