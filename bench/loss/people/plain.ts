import { newId } from '../../../client/storage.ts';
import type { Actor, Settled } from './actor.ts';
import { openClient, type Place } from './client.ts';

/** Somebody with a program that follows the protocol and has every verb: what pages cannot ask for yet is asked here. */
export function openPlain(o: { name: string; reader: string; place: Place }): Actor {
  const { name, reader, place } = o;
  const client = openClient(place);
  let waiting = 0;
  return {
    ...{ name, reader, audience: place.audience, begins: place.audience === 'visitor', keepsWriting: false },
    view: client.view,
    write({ body, conversation, note }) {
      const id = newId(Date.now());
      const post = { id, body, ...(conversation ? { conversation } : {}), ...(note ? { note } : {}) };
      return { id, settled: during(client.post(post).then(asSettled)) };
    },
    change: (event, payload) => during(client.change(event, payload)),
    isSettled: () => waiting === 0 && client.isCaughtUp(),
    showAll: client.caughtUp,
    close: client.close,
  };

  function asSettled(answer: Awaited<ReturnType<typeof client.post>>): Settled {
    if ('code' in answer) return { ok: false, problem: answer };
    return { ok: true, conversation: answer.conversation, seq: answer.seq, setAside: false };
  }

  function during<T>(act: Promise<T>): Promise<T> {
    waiting += 1;
    return act.finally(() => {
      waiting -= 1;
    });
  }
}
