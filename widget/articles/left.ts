/** Where somebody was in what they left by a link, the newest last: the way back leads there again. */
const left: { key: string; top: number }[] = [];
const MOST = 50;

export function leave(key: string, from: Element | null): void {
  left.push({ key, top: roomOf(from)?.scrollTop ?? 0 });
  if (left.length > MOST) left.shift();
}

/** What was left last is here again. Whoever came on another way begins at the top. */
export function comeBack(key: string, to: Element | null): void {
  const last = left.at(-1);
  const room = roomOf(to);
  if (last?.key !== key || !room) return;
  left.pop();
  room.scrollTop = last.top;
}

function roomOf(inside: Element | null): Element | null {
  return inside?.closest('.room') ?? null;
}
