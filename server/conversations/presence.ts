import { type Looker, TYPING_LASTS_MS } from '../../protocol/conversations.ts';
import { lookRoom, type Outgoing, personRoom, siteRoom } from '../foundation/realtime/outgoing.ts';

type Seat = { conversation: string; id: string; name: string; typingUntil: number };

export type Presence = {
  /** A staff socket has this conversation before it now, or none. */
  look(socket: string, who: { id: string; name: string }, conversation: string | null): void;
  /** A staff member types to a visitor of this site, or stops. Of a note the visitor hears nothing. */
  staffTypes(
    socket: string | null,
    who: { id: string; name: string },
    at: Place & { note: boolean },
    typing: boolean,
  ): void;
  visitorTypes(socket: string | null, at: Place, typing: boolean): void;
  left(socket: string): void;
};
export type Place = { conversation: string; site: string; person: string };

/** Who looks at and types in which conversation, in memory only: it is gone with the process, and sockets say it again. */
export function openPresence(o: {
  outgoing: Outgoing;
  now: () => number;
  /** Puts a socket into the room of a conversation, or takes it out. */
  seat(socket: string, room: string, present: boolean): void;
}): Presence {
  const seats = new Map<string, Seat>();
  const sockets = new Map<string, Set<string>>();

  return { look, staffTypes, visitorTypes, left };

  function look(socket: string, who: { id: string; name: string }, conversation: string | null): void {
    if (seats.get(socket)?.conversation === conversation) {
      if (conversation !== null) tell(conversation);
      return;
    }
    left(socket);
    if (conversation === null) return;
    seats.set(socket, { conversation, ...who, typingUntil: 0 });
    sockets.set(conversation, (sockets.get(conversation) ?? new Set()).add(socket));
    o.seat(socket, lookRoom(conversation), true);
    tell(conversation);
  }

  function staffTypes(
    socket: string | null,
    who: { id: string; name: string },
    at: Place & { note: boolean },
    typing: boolean,
  ): void {
    const typed = { conversation: at.conversation, by: { id: who.id, name: who.name }, typing };
    if (!at.note) o.outgoing.hint('visitor', personRoom(at.person), 'conversations:typed', typed);
    o.outgoing.hint('staff', lookRoom(at.conversation), 'conversations:typed', typed, socket);
    // After the hints: what is volatile is dropped on a line that is busy with something else.
    const seat = socket === null ? undefined : seats.get(socket);
    if (seat?.conversation === at.conversation) {
      seat.typingUntil = typing ? o.now() + TYPING_LASTS_MS : 0;
      tell(at.conversation);
    }
  }

  function visitorTypes(socket: string | null, at: Place, typing: boolean): void {
    const typed = { conversation: at.conversation, by: 'visitor', typing };
    o.outgoing.hint('staff', siteRoom(at.site), 'conversations:typed', typed, socket);
  }

  function left(socket: string): void {
    const seat = seats.get(socket);
    if (!seat) return;
    seats.delete(socket);
    const there = sockets.get(seat.conversation);
    there?.delete(socket);
    if (there?.size === 0) sockets.delete(seat.conversation);
    o.seat(socket, lookRoom(seat.conversation), false);
    tell(seat.conversation);
  }

  function tell(conversation: string): void {
    const lookers = new Map<string, Looker>();
    for (const socket of sockets.get(conversation) ?? []) {
      const seat = seats.get(socket) as Seat;
      const typing = seat.typingUntil > o.now() || lookers.get(seat.id)?.typing === true;
      lookers.set(seat.id, { id: seat.id, name: seat.name, typing });
    }
    const looked = { conversation, lookers: [...lookers.values()] };
    o.outgoing.say(lookRoom(conversation), 'conversations:looked', looked);
  }
}
