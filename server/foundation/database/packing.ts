/**
 * Values on their way across a thread boundary. Objects of the same shape go as one list of their values, under one list of keys: copying an
 * object costs several times as much as copying what is in it. Whatever is no plain object goes as it is.
 */
export type Packed = { shapes: string[][]; values: unknown[] };

const AS_IT_IS = -1;

export function pack(items: readonly unknown[]): Packed {
  const shapes: string[][] = [];
  const values: unknown[] = [];
  let last = AS_IT_IS;
  let take: Mover['take'] | undefined;
  for (const item of items) {
    if (!isPlain(item)) {
      values.push(AS_IT_IS, item);
      continue;
    }
    if (take === undefined || !fits(item, shapes[last]!)) {
      last = shapeOf(item, shapes);
      take = moverOf(shapes[last]!).take;
    }
    values.push(last);
    take(item, values);
  }
  return { shapes, values };
}

export function unpack({ shapes, values }: Packed): unknown[] {
  const movers = shapes.map(moverOf);
  const items: unknown[] = [];
  for (let at = 0; at < values.length; ) {
    const shape = values[at++] as number;
    if (shape === AS_IT_IS) {
      items.push(values[at++]);
      continue;
    }
    const { make, size } = movers[shape]!;
    items.push(make(values, at));
    at += size;
  }
  return items;
}

type Mover = { take(item: Plain, values: unknown[]): void; make(values: unknown[], at: number): Plain; size: number };
const movers = new Map<string, Mover>();
/** Our own units have some hundred shapes. Whatever makes more of them, by keys that are data, must not fill the memory. */
const MOVERS_AT_MOST = 1_000;

/** Written out for a shape: in a loop over its keys, each value would be looked up and put in its place anew. */
function moverOf(keys: readonly string[]): Mover {
  const name = JSON.stringify(keys);
  let known = movers.get(name);
  if (known === undefined) {
    const texts = keys.map((key) => JSON.stringify(key));
    // Without the brackets this one would be no key.
    const properties = texts.map((text, i) => `${text === '"__proto__"' ? `[${text}]` : text}: values[at + ${i}]`);
    known = {
      take: new Function('item', 'values', `values.push(${texts.map((text) => `item[${text}]`)})`) as Mover['take'],
      make: new Function('values', 'at', `return { ${properties} }`) as Mover['make'],
      size: keys.length,
    };
    if (movers.size >= MOVERS_AT_MOST) movers.clear();
    movers.set(name, known);
  }
  return known;
}

type Plain = Record<string, unknown>;

function isPlain(item: unknown): item is Plain {
  return typeof item === 'object' && item !== null && Object.getPrototypeOf(item) === Object.prototype;
}

/** Whether an object has these keys, in this order, and no others. */
function fits(item: Plain, keys: readonly string[]): boolean {
  let at = 0;
  for (const key in item) if (keys[at++] !== key) return false;
  return at === keys.length;
}

function shapeOf(item: Plain, shapes: string[][]): number {
  const known = shapes.findIndex((keys) => fits(item, keys));
  return known >= 0 ? known : shapes.push(Object.keys(item)) - 1;
}
