import { useState } from 'preact/hooks';
import { Marked } from '../../client/markdown/Marked.tsx';
import '../../client/markdown/marked.css';
import type { StaffMessage } from '../../protocol/conversations.ts';
import type { Desk } from '../desk.ts';
import { MessageFiles } from '../files/MessageFiles.tsx';
import { type Item, Menu } from '../menu.tsx';
import { clockTime } from '../shell/when.ts';
import { toast } from '../toasts.tsx';
import { Button, Confirm, Icon } from '../ui.tsx';
import { words } from '../words/en.ts';

const text = words.conversations;

export function Message(p: { desk: Desk; message: StaffMessage; author: string | null; state: string | null }) {
  const { desk, message, author, state } = p;
  const [menu, setMenu] = useState(false);
  const [doing, setDoing] = useState<'editing' | 'taking-back' | null>(null);
  const own = message.by === 'staff' && message.author?.id === desk.me.value.id;
  const { body } = message;
  const items: Item[] = [
    ...(own && body !== null
      ? [
          { key: 'edit', label: text.edit, onChoose: () => setDoing('editing') },
          { key: 'back', label: text.takeBack, onChoose: () => setDoing('taking-back') },
        ]
      : []),
    { key: 'copy', label: text.copy, onChoose: () => void copy(body ?? '') },
  ];
  return (
    <article class={`message ${message.by === 'visitor' ? 'theirs' : 'ours'} ${message.note ? 'is-note' : ''}`}>
      {author && (
        <p class="author small soft">
          <span dir="auto">{author}</span>
          {message.note && <span> · {text.noteMark}</span>}
        </p>
      )}
      {doing === 'editing' && body !== null ? (
        <Editor desk={desk} id={message.id} body={body} onEnd={() => setDoing(null)} />
      ) : (
        <div class="line">
          {(body !== '' || !message.files) && (
            <div class={body === null ? 'bubble gone' : 'bubble marked'} dir="auto">
              {body === null ? text.takenBack : <Marked text={body} />}
            </div>
          )}
          {body === '' && message.files && <MessageFiles files={message.files} />}
          <span class="aside">
            <time
              class="small soft"
              dateTime={new Date(message.at).toISOString()}
              title={new Date(message.at).toLocaleString()}
            >
              {clockTime(message.at)}
              {message.editedAt !== null && body !== null && ` · ${text.edited}`}
            </time>
            {body !== null && (
              <Menu
                open={menu}
                onToggle={setMenu}
                label={text.actions}
                kind="round quiet"
                button={<Icon name="more" size={18} />}
                items={items}
              />
            )}
          </span>
        </div>
      )}
      {body && message.files && <MessageFiles files={message.files} />}
      {state && <p class="state small soft">{state}</p>}
      {doing === 'taking-back' && (
        <Confirm
          title={text.takeBackSure}
          text={text.takeBackMore}
          yes={text.takeBack}
          onClose={() => setDoing(null)}
          onYes={() => {
            setDoing(null);
            desk.acts.takeBack(message.id);
          }}
        />
      )}
    </article>
  );
}

/** The text stays in the field until the server has the change. */
function Editor({ desk, id, body, onEnd }: { desk: Desk; id: string; body: string; onEnd: () => void }) {
  const [value, setValue] = useState(body);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (busy || !value.trim()) return;
    setBusy(true);
    const done = value === body || (await desk.acts.edit(id, value.toWellFormed().replaceAll('\0', '')));
    setBusy(false);
    if (done) onEnd();
  };
  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        class="input"
        rows={Math.min(8, value.split('\n').length + 1)}
        aria-label={text.editing}
        maxLength={10_000}
        dir="auto"
        value={value}
        ref={focus}
        onInput={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onEnd();
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <div class="actions">
        <Button onClick={onEnd}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={busy || !value.trim()}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}

function focus(field: HTMLTextAreaElement | null): void {
  if (!field || field.dataset.focused) return;
  field.dataset.focused = 'yes';
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

async function copy(body: string): Promise<void> {
  // Plain http pages have no clipboard.
  await navigator.clipboard?.writeText(body).then(() => toast(text.copied));
}
