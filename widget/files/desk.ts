import { type Files, openFiles } from '../../client/files/desk.ts';
import type { Connection } from '../connection.ts';
import { type Host, storageName } from '../contract.ts';
import type { Session } from '../session.ts';

/** The visitor's files, with a way to ask where they are read. */
export type VisitorFiles = Files & { site: string; ask: Connection['ask'] };

export function openVisitorFiles(host: Host, session: Session, ask: Connection['ask']): VisitorFiles {
  const { key: site } = host.settings;
  const way = { base: host.base, door: 'visitor' as const, token: session.token };
  const sending = () => import('../../client/files/deliver.ts');
  return { ...openFiles({ store: storageName(site), way, sending }), site, ask };
}
