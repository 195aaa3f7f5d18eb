/**
 * What the shims share. A shim stands in front of the loader in one file (`/foyer/SITE_KEY.js?as=…`): it takes the calls of another
 * widget's page and makes Foyer's of them. What they say of a visitor is not signed, and goes in as unverified.
 */
export type Values = Record<string, unknown>;

/** Foyer, or the stub that keeps the calls until the loader behind this shim has run. */
export function foyer(): FoyerCall {
  if (!window.Foyer) {
    const stub = (...call: unknown[]) => void stub.q.push(call);
    stub.q = [] as unknown[][];
    window.Foyer = stub as unknown as FoyerCall;
  }
  return window.Foyer;
}

/** What a page says of its visitor: name and address by themselves, everything else as attributes. */
export function aboutOf(
  said: Values,
  names: { name?: string; email?: string; leave?: readonly string[] } = {},
): Foyer.About {
  const { name = 'name', email = 'email', leave = [] } = names;
  const attributes = Object.entries(said).flatMap(([key, value]) =>
    key === name || key === email || leave.includes(key) || value === undefined ? [] : [[key, plain(value)]],
  );
  return {
    ...(typeof said[name] === 'string' && said[name] ? { name: said[name] } : {}),
    ...(typeof said[email] === 'string' && said[email] ? { email: said[email] } : {}),
    ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) } : {}),
  };
}

export function update(about: Foyer.About): void {
  if (Object.keys(about).length > 0) foyer()('update', about);
}

export function plain(value: unknown): Foyer.Value {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500);
}

export const plainAll = (values: Values = {}): Record<string, Foyer.Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));

/** Listens by the DOM events, since the stub could not give back an off switch. */
export function on<E extends keyof Foyer.Events>(name: E, heard: (detail: Foyer.Events[E]) => void): () => void {
  const listener = (event: Event) => heard((event as CustomEvent<Foyer.Events[E]>).detail);
  window.addEventListener(`foyer:${name}`, listener);
  if (name === 'ready' && window.Foyer?.live) heard(null as Foyer.Events[E]);
  return () => window.removeEventListener(`foyer:${name}`, listener);
}

/** What the page's own calls ask of it later. */
export const state = { open: false, unread: 0 };

export function follow(): void {
  on('open', () => {
    state.open = true;
  });
  on('close', () => {
    state.open = false;
  });
  on('unread', (count) => {
    state.unread = count;
  });
}

/** Once for each: a call that Foyer has nothing for. */
const told = new Set<string>();
export function unknown(call: string): void {
  if (told.has(call)) return;
  told.add(call);
  console.warn(`Foyer: there is nothing like ${call} here`);
}

/** Calls a listener of the page, which may throw what it likes. */
export function tell(heard: unknown, ...values: unknown[]): void {
  try {
    if (typeof heard === 'function') heard(...values);
  } catch (error) {
    console.error(error);
  }
}
