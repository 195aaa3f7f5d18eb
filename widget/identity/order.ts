/** One act of the page after the other: what is told next is told of whoever came out of the one before. */
let turn: Promise<unknown> = Promise.resolve();
let allowed: Promise<void> | undefined;
let allow: (() => void) | undefined;

export function inOrder<T>(act: () => Promise<T>): Promise<T> {
  const done = turn.then(act);
  turn = done.catch(() => {});
  return done;
}

/** The same, and not before the visitor has said yes again, where they have said no. */
export function withConsent<T>(act: () => Promise<T>): Promise<T> {
  return allowed ? allowed.then(() => withConsent(act)) : inOrder(act);
}

export function say(consent: 'yes' | 'no'): void {
  if (consent === 'yes') {
    allow?.();
    allowed = undefined;
  } else {
    allowed ??= new Promise((done) => {
      allow = done;
    });
  }
}
