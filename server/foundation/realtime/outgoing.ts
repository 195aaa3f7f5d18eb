import type { Server } from 'socket.io';
import type { ChangeEvent, StaffChange, VisitorChange } from '../../../protocol/conversations.ts';
import type { StaffEvents } from '../../../protocol/sockets.ts';

export const siteRoom = (site: string): string => `site:${site}`;
export const personRoom = (person: string): string => `person:${person}`;
export const staffRoom = (staff: string): string => `staff:${staff}`;
/** Everybody at the staff door. */
export const everyStaffRoom = 'staff';
/** Visitors' lines that are told who of a site's staff is there. */
export const hereRoom = (site: string): string => `here:${site}`;
export const lookRoom = (conversation: string): string => `look:${conversation}`;

/** What happened, for whoever hears of it. `by` is the socket that asked for it: its answer already carries the change. */
export type News = {
  event: ChangeEvent;
  site: string;
  person: string;
  staff: StaffChange;
  /** Put together only where somebody hears it. Null: visitors do not see it. */
  visitor: (() => VisitorChange) | null;
  by: string | null;
};

export type Outgoing = {
  /** Told to the sockets with everything else of the same commit, in order. */
  tell(news: News): void;
  /** Told now, and lost where the line is busy: typing. */
  hint(door: 'visitor' | 'staff', room: string, event: string, payload: unknown, by?: string | null): void;
  /** Told now to staff: that something is another now, and who looks at what. */
  say<E extends keyof StaffEvents>(room: string, event: E, ...told: Parameters<StaffEvents[E]>): void;
};

/** Gathers what one commit changed and sends each room one list per kind of event. `committed` hears that there was one. */
export function openOutgoing(io: Server, committed: () => void): Outgoing {
  let waiting: News[] = [];
  const staff = io.of('/staff');
  const visitors = io.of('/visitor');

  return {
    tell(news) {
      if (waiting.push(news) === 1) setImmediate(flush);
    },
    hint(door, room, event, payload, by) {
      const rooms = (door === 'staff' ? staff : visitors).to(room);
      (by ? rooms.except(by) : rooms).volatile.emit(event, payload);
    },
    say(room, event, ...told) {
      staff.to(room).emit(event, ...told);
    },
  };

  function flush(): void {
    const all = waiting;
    waiting = [];
    committed();
    // Runs of the same event and site go together; another event in between keeps its place.
    let from = 0;
    for (let to = 1; to <= all.length; to++) {
      const first = all[from] as News;
      if (to < all.length && all[to]?.event === first.event && all[to]?.site === first.site) continue;
      tellStaff(all.slice(from, to), first);
      from = to;
    }
    for (const news of all) if (news.visitor) tellVisitor(news, news.visitor);
  }

  function tellStaff(run: News[], { event, site }: News): void {
    const room = staff.adapter.rooms.get(siteRoom(site));
    if (!room) return;
    const senders = new Set(run.map((news) => news.by).filter((by): by is string => by !== null && room.has(by)));
    if (room.size > senders.size) {
      staff
        .to(siteRoom(site))
        .except([...senders])
        .emit(
          event,
          run.map((news) => news.staff),
        );
    }
    for (const sender of senders) {
      const others = run.filter((news) => news.by !== sender).map((news) => news.staff);
      if (others.length > 0) staff.to(sender).emit(event, others);
    }
  }

  function tellVisitor({ event, person, by }: News, change: () => VisitorChange): void {
    const room = visitors.adapter.rooms.get(personRoom(person));
    if (!room || (room.size === 1 && by !== null && room.has(by))) return;
    const rooms = visitors.to(personRoom(person));
    (by === null ? rooms : rooms.except(by)).emit(event, [change()]);
  }
}
