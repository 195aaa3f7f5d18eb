import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { useChange } from './change.ts';

const text = words.talk;
/** Those that have something in them. */
const rooms = ['home', 'messages', 'help', 'feedback', 'ideas'] as const;

export function Rooms({ desk, site, mayChange }: { desk: Desk; site: Site; mayChange: boolean }) {
  const { problem, set } = useChange(desk, site);
  const { closedRooms } = site;
  return (
    <section class="card">
      <h2>{text.rooms}</h2>
      <p class="soft small">{text.roomsMore}</p>
      {rooms.map((room) => (
        <label key={room} class="tick">
          <input
            type="checkbox"
            checked={!closedRooms.includes(room)}
            disabled={!mayChange}
            onInput={(event) => {
              const others = closedRooms.filter((one) => one !== room);
              void set({ closedRooms: event.currentTarget.checked ? others : [...others, room] }, { closedRooms });
            }}
          />
          <span>{text.room[room]}</span>
        </label>
      ))}
      <ProblemNotice problem={problem} />
    </section>
  );
}
