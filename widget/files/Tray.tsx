import { useEffect } from 'preact/hooks';
import { Tray as Shared } from '../../client/files/Tray.tsx';
import { request } from '../../client/http.ts';
import type { Rules } from '../../protocol/files.ts';
import { useSheet } from '../sheet.ts';
import { css } from './css.ts';
import type { VisitorFiles } from './desk.ts';
import { fileWords } from './words.ts';

let known: Promise<Rules | undefined> | undefined;

/** What goes with the visitor's next message, and the ways to add to it. */
export default function Tray({ files, onDone }: { files: VisitorFiles; onDone: () => void }) {
  const box = useSheet<HTMLDivElement>(css);
  // What shows it on its way has to be there when the net is not.
  useEffect(() => void import('./Attachments.tsx').catch(() => {}), []);
  return (
    <div class="tray" ref={box}>
      <Shared files={files} words={fileWords()} rules={() => rulesOf(files)} onDone={onDone} />
    </div>
  );
}

async function rulesOf({ site, way }: VisitorFiles): Promise<Rules | undefined> {
  known ??= request(way.base, 'api/visitor/files/rules', { site }, null).then((answer) =>
    answer?.ok ? (answer as unknown as Rules) : undefined,
  );
  const rules = await known;
  if (!rules) known = undefined;
  return rules;
}
