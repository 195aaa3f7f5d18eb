import { useState } from 'preact/hooks';
import { keep, openPrint, type Way } from '../../client/transcript/keep.ts';
import { transcriptOf } from '../../client/transcript/transcript.ts';
import { wholeOf } from '../../client/transcript/whole.ts';
import { making } from '../conversations/keys.ts';
import type { Opened } from '../conversations/thread/thread.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { toast } from '../kit/toasts.tsx';
import { Icon } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';

const text = words.transcript;
const WAYS: Way[] = ['text', 'page', 'print'];

/** The ways to keep a conversation as the visitor knows it, notes left out, and to make an article of it. */
export function KeepMenu({ desk, opened }: { desk: Desk; opened: Opened }) {
  const [open, setOpen] = useState(false);
  return (
    <Menu
      {...{ open, onToggle: setOpen, label: text.more, kind: 'round quiet', button: <Icon name="more" /> }}
      items={[
        ...WAYS.map((way) => ({ key: way, label: text.ways[way], onChoose: () => void take(way, desk, opened) })),
        ...(reaches(desk.me.value, 'agent', opened.site)
          ? [
              { key: 'idea', label: words.boards.from.item, onChoose: () => make('idea') },
              { key: 'article', label: words.articles.writeFrom, onChoose: () => make('article') },
            ]
          : []),
      ]}
    />
  );
}

function make(what: 'idea' | 'article'): void {
  making.value = what;
}

async function take(way: Way, desk: Desk, { thread, person, site }: Opened): Promise<void> {
  const page = way === 'print' ? openPrint(text.collecting) : null;
  if (way === 'print' && !page) return toast(text.blocked);
  const over = new AbortController();
  if (thread.older) toast(text.collecting, { label: text.stop, act: () => over.abort() });
  const { conversation } = thread;
  const whole = await wholeOf({
    ...{ thread, over: over.signal, told: () => {} },
    history: (before) => desk.ask('conversations:history', { conversation, before }),
    sync: (from) => desk.ask('conversations:sync', { conversation, from }),
  });
  if (!whole || page?.closed) {
    page?.close();
    if (!over.signal.aborted && !page?.closed) toast(text.failed);
    return;
  }
  const visitor = nameOf(person);
  const siteName = desk.sites.peek()?.find(({ id }) => id === site)?.name ?? '';
  const now = Date.now();
  const transcript = transcriptOf({
    ...{ messages: whole.messages.filter(({ note }) => !note), site: siteName, visitor, now },
    words: { ...text, title: (name) => text.title(name, visitor) },
    dir: getComputedStyle(document.documentElement).direction,
  });
  if (way !== 'print') toast(text.saved);
  keep(transcript, { way, stem: text.stem, now, page });
}
