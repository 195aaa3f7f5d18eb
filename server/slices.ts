import { randomBytes } from 'node:crypto';
import { openConversations } from './conversations/conversations.ts';
import { openPresence } from './conversations/presence.ts';
import type { Log } from './foundation/answer.ts';
import type { Settings } from './foundation/config.ts';
import type { Store } from './foundation/database.ts';
import { openJobs } from './foundation/jobs.ts';
import { everyStaffRoom, openOutgoing, staffRoom } from './foundation/outgoing.ts';
import type { Live } from './foundation/realtime.ts';
import { openHours } from './hours/hours.ts';
import { openPeople } from './people/people.ts';
import { openSites } from './sites/sites.ts';
import { openStaff } from './staff/staff.ts';

export type Slices = Awaited<ReturnType<typeof openSlices>>;

/** Builds every slice once, in the order in which they know each other. */
export async function openSlices(o: {
  store: Store;
  live: Live;
  settings: Settings;
  now: () => number;
  log: Log;
  base(): string;
}) {
  const { store, live, settings, now, base } = o;
  const jobs = openJobs({ store, now, log: o.log });
  const outgoing = openOutgoing(live.io, jobs.stir);
  const staffDoor = live.io.of('/staff');
  // Who may see every site has to hear of a new one at once.
  const sites = await openSites({ store, now, made: () => void live.readmit('staff', everyStaffRoom) });
  const staff = await openStaff({
    ...{ store, now, sites: sites.all, owner: settings.owner, linkBase: base },
    ended: ({ staff }) => void live.readmit('staff', staffRoom(staff)),
    changed: (id) => void live.readmit('staff', staffRoom(id)),
  });
  const people = await openPeople({ store, now, freshSecret: randomBytes(32).toString('base64url') });
  const hours = openHours({ store, now, knowsTeam: staff.knowsTeam });
  const presence = openPresence({
    ...{ outgoing, now },
    seat: (socket, room, present) => {
      const at = staffDoor.sockets.get(socket);
      void (present ? at?.join(room) : at?.leave(room));
    },
  });
  const conversations = openConversations({
    ...{ store, outgoing, now, people },
    faceOf: staff.face,
    mayAnswer: staff.mayAnswer,
  });
  jobs.start();
  return { jobs, sites, staff, people, hours, presence, conversations };
}
