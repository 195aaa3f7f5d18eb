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
  for (const item of items) {
    if (!isPlain(item)) {
      values.push(AS_IT_IS, item);
      continue;
    }
    if (last === AS_IT_IS || !fits(item, shapes[last]!)) last = shapeOf(item, shapes);
    values.push(last);
    for (const key of shapes[last]!) values.push(item[key]);
  }
  return { shapes, values };
}

export function unpack({ shapes, values }: Packed): unknown[] {
  const blanks = shapes.map(blankOf);
  const items: unknown[] = [];
  for (let at = 0; at < values.length; ) {
    const shape = values[at++] as number;
    if (shape === AS_IT_IS) {
      items.push(values[at++]);
      continue;
    }
    const { keys, blank } = blanks[shape]!;
    const item = { ...blank };
    for (let i = 0; i < keys.length; i++) item[keys[i]!] = values[at++];
    items.push(item);
  }
  return items;
}

type Blank = { keys: string[]; blank: Plain };
const blanks = new Map<string, Blank>();

/** An object of a shape without its values. Its own keys are used: those that came from another thread would be looked up anew each time. */
function blankOf(keys: readonly string[]): Blank {
  const name = JSON.stringify(keys);
  let known = blanks.get(name);
  if (known === undefined) {
    const blank = Object.fromEntries(keys.map((key) => [key, null]));
    known = { keys: Object.keys(blank), blank };
    blanks.set(name, known);
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
