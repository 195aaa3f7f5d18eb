import type { ReadonlySignal } from '@preact/signals';
import type { Settings } from '../contract.ts';
import { IconButton, Status } from '../ui.tsx';
import type { Words } from '../words/en.ts';
import { Composer } from './Composer.tsx';
import type { Chat } from './chat.ts';
import { Messages } from './Messages.tsx';

export function Panel(p: {
  chat: Chat;
  words: Words;
  settings: Settings;
  height: number | null;
  offline: ReadonlySignal<boolean>;
  onClose: () => void;
  onEnd: () => void;
}) {
  const { chat, words, settings } = p;
  const thread = chat.thread.value;
  const how = standing(chat, words, p.offline.value);
  return (
    <section
      class="panel"
      role="dialog"
      aria-label={words.dialog(settings.name)}
      style={p.height === null ? undefined : { '--seen': `${p.height}px` }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        p.onClose();
      }}
    >
      <header>
        <h2 dir="auto">{settings.name}</h2>
        <IconButton icon="close" label={words.close} onClick={p.onClose} />
      </header>
      {how && <Status>{how}</Status>}
      <Messages chat={chat} words={words} greeting={settings.greeting} onEnd={p.onEnd} />
      {thread?.state.status === 'closed' && (
        <p class="closed">
          {words.closed}{' '}
          <button type="button" class="link" onClick={chat.startAnother}>
            {words.another}
          </button>
          .
        </p>
      )}
      <Composer chat={chat} words={words} />
    </section>
  );
}

/** How the line is, in a sentence; nothing while all is well. */
function standing(chat: Chat, words: Words, offline: boolean): string | null {
  const line = chat.line.value;
  const trouble = chat.trouble.value;
  if (line === 'old') return words.old;
  if (offline) return words.offline;
  if (trouble?.code === 'unavailable') return words.unavailable;
  if (trouble?.code === 'too_many') return words.slow;
  if (trouble) return words.trouble;
  return line === 'connecting' ? words.connecting : null;
}
