import type { Reply } from '../../client/http.ts';
import type { Proof } from '../../protocol/people.ts';
import { fetcher } from '../fetcher.ts';

const fetchPart = fetcher(() => import('./solve.ts'));

/** While many begin at once, a session has to be worked for: what does that is fetched then, and nobody who writes on needs it. */
export async function worked(start: (proof?: Proof) => Promise<Reply | undefined>): Promise<Reply | undefined> {
  const answer = await start();
  const work = answer?.ok === false && answer.problem.work;
  const part = work && (await fetchPart().catch(() => undefined));
  return part ? start(await part.solve(work)) : answer;
}
