import type { Bench, Report } from './harness.ts';
import { type Fault, faultsOf } from './loss/history.ts';
import { runTrial, type Trial } from './loss/trial.ts';

const STORM_MS = 30_000;
const CALM_MS = 2_000;
const FAULTS_TOLD = 10;
const CHARACTERS_TOLD = 400;

/** What was acked, what is stored and what everybody shows, after cuts, silences, lost acks and many a kill -9. */
export const loss: Bench = {
  about: 'visitors and staff write through failing networks while the server is killed with -9',
  async run(report, { seed }) {
    const databaseUrl = process.env.DATABASE_URL;
    report.figure('seed', seed, '');
    if (!databaseUrl) return tell(report, '', await runTrial({ seed, stormMs: STORM_MS, calmMs: CALM_MS }));
    // Both within the minute.
    const short = { seed, stormMs: STORM_MS * 0.45, calmMs: CALM_MS };
    tell(report, 'SQLite: ', await runTrial(short));
    tell(report, 'PostgreSQL: ', await runTrial({ ...short, databaseUrl }));
  },
};

function tell(report: Report, where: string, { history, trouble, kills }: Trial): void {
  const faults = faultsOf(history);
  const count = (kind: Fault['kind']) => faults.filter((fault) => fault.kind === kind).length;
  const acts = (kind: 'post' | 'other') =>
    history.said.filter(({ act }) => (act.kind === 'post') === (kind === 'post'));
  report.figure(`${where}messages`, acts('post').length, '', { atLeast: 100 });
  report.figure(`${where}conversations`, Object.keys(history.stored).length, '');
  report.figure(`${where}other changes`, acts('other').length, '');
  report.figure(`${where}kills`, kills, '', { atLeast: 2 });
  report.figure(`${where}cuts`, trouble.cuts, '');
  report.figure(`${where}silences in one direction`, trouble.silences, '');
  report.figure(`${where}delays`, trouble.delays, '');
  report.figure(`${where}acks dropped`, trouble.acksDropped, '');
  report.figure(`${where}connections refused`, trouble.refused, '');
  report.figure(`${where}lost`, count('lost'), '', { atMost: 0 });
  report.figure(`${where}doubled`, count('doubled'), '', { atMost: 0 });
  report.figure(`${where}out of order`, count('reordered'), '', { atMost: 0 });
  report.figure(`${where}out of step`, count('out of step'), '', { atMost: 0 });
  report.figure(`${where}notes sent to visitors`, count('leaked'), '', { atMost: 0 });
  for (const { kind, text } of faults.slice(0, FAULTS_TOLD)) report.say(`${kind}: ${text}`.slice(0, CHARACTERS_TOLD));
  if (faults.length > FAULTS_TOLD) report.say(`… and ${faults.length - FAULTS_TOLD} more`);
}
