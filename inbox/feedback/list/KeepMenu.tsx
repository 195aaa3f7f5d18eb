import { useEffect, useRef, useState } from 'preact/hooks';
import { fileNameOf, save } from '../../../client/save.ts';
import type { Desk } from '../../desk.ts';
import { Menu } from '../../kit/menu.tsx';
import { toast, toastProblem } from '../../kit/toasts.tsx';
import { Button, Icon } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { collect, type Form, jsonLinesOf, TYPES, tableOf } from './keeping.ts';

const text = words.feedback;
const FORMS: Form[] = ['csv', 'jsonl'];

/** The ways to keep what is listed, as it is chosen. While it is collected, it says how far it is and can be stopped. */
export function KeepMenu({ desk }: { desk: Desk }) {
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState<number | null>(null);
  const over = useRef<AbortController | null>(null);
  useEffect(() => () => over.current?.abort(), []);

  const keep = async (form: Form) => {
    over.current?.abort();
    over.current = new AbortController();
    const { signal } = over.current;
    setCount(0);
    const rows = await collect({ ask: desk.ask, chosen: desk.given.chosen.peek(), over: signal, told: setCount });
    if (signal.aborted) return;
    setCount(null);
    if (rows === null) return;
    if (!Array.isArray(rows)) return toastProblem(rows, text.nothingKept);
    if (rows.length === 0) return toast(text.nothingToKeep);
    const content = form === 'csv' ? tableOf(rows, namesOf(desk)) : jsonLinesOf(rows);
    save(new Blob([content], { type: `${TYPES[form]};charset=utf-8` }), fileNameOf(text.stem, Date.now(), form));
    toast(text.kept(rows.length));
  };
  const stop = () => {
    over.current?.abort();
    setCount(null);
  };

  return (
    <>
      <Menu
        {...{ open, onToggle: setOpen, label: text.keep, kind: 'round quiet', button: <Icon name="more" /> }}
        items={FORMS.map((form) => ({ key: form, label: text.forms[form], onChoose: () => void keep(form) }))}
      />
      {count !== null && (
        <p class="small soft keeping" role="status">
          {text.collecting(count)}
          <Button onClick={stop}>{text.stop}</Button>
        </p>
      )}
    </>
  );
}

function namesOf(desk: Desk): Parameters<typeof tableOf>[1] {
  const sites = new Map(desk.sites.peek()?.map(({ id, name }) => [id, name]));
  const staff = new Map([desk.me.peek(), ...desk.colleagues.peek()].map(({ id, name }) => [id, name]));
  return { site: (id) => sites.get(id) ?? id, staff: (id) => staff.get(id) ?? id, base: location.origin };
}
