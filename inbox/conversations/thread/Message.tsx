import { useEffect, useState } from 'preact/hooks';
import { Marked } from '../../../client/markdown/Marked.tsx';
import '../../../client/markdown/marked.css';
import type { StaffMessage } from '../../../protocol/conversations.ts';
import type { Desk } from '../../desk.ts';
import { EmojiDialog } from '../../emoji/Emoji.tsx';
import { MessageFiles } from '../../files/MessageFiles.tsx';
import { intoClipboard } from '../../kit/copy.tsx';
import { type Item, Menu } from '../../kit/menu.tsx';
import { toast } from '../../kit/toasts.tsx';
import { Confirm, Icon } from '../../kit/ui.tsx';
import { clockTime } from '../../shell/when.ts';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { Editor, toEdit } from './Editor.tsx';
import { Quote } from './Quote.tsx';
import { Reactions, USUAL } from './Reactions.tsx';
import type { Opened } from './thread.ts';

const text = words.conversations;

export function Message(p: {
  desk: Desk;
  opened: Opened;
  message: StaffMessage;
  author: string | null;
  state: string | null;
  onSeek: (id: string) => void;
}) {
  const { desk, opened, author, state } = p;
  const message = { ...p.message, ...desk.acts.changes.value.get(p.message.id) };
  const [menu, setMenu] = useState(false);
  /** A text: it is being edited, and this is what stands in the field at first. */
  const [doing, setDoing] = useState<{ editing: string } | 'taking-back' | 'reacting' | null>(null);
  const { id, body, files, replyTo } = message;
  const mayAct = reaches(desk.me.value, 'agent', opened.site);
  const own = mayAct && message.by === 'staff' && message.author?.id === desk.me.value.id;

  useEffect(() => {
    if (toEdit.value !== id || body === null) return;
    toEdit.value = null;
    setDoing({ editing: body });
  }, [toEdit.value]);
  const save = async (changed: string) => {
    setDoing(null);
    if (changed === body) return;
    // What was typed is there again where it could not be kept.
    if (!(await desk.acts.edit(message, changed))) setDoing({ editing: changed });
  };
  const items = (): Item[] => {
    if (body === null) return [];
    const edit = () => setDoing({ editing: body });
    return [
      ...(mayAct ? USUAL.map((emoji) => reaction(desk, message, emoji)) : []),
      ...(mayAct ? [anyReaction(() => setDoing('reacting'))] : []),
      ...(mayAct ? [{ key: 'reply', label: text.answerThis, onChoose: () => answer(desk, opened, message) }] : []),
      ...(body ? [{ key: 'copy', label: text.copy, onChoose: () => void copy(body) }] : []),
      ...(own ? [{ key: 'edit', label: text.edit, onChoose: edit }] : []),
      ...(own ? [{ key: 'back', label: text.takeBack, onChoose: () => setDoing('taking-back') }] : []),
    ];
  };
  const choices = items();
  return (
    <article
      class={`message ${message.by === 'visitor' ? 'theirs' : 'ours'} ${message.note ? 'is-note' : ''}`}
      data-id={id}
      data-own={own && body ? '' : undefined}
    >
      {author && (
        <p class="author small soft">
          <span dir="auto">{author}</span>
          {message.note && <span> · {text.noteMark}</span>}
        </p>
      )}
      {replyTo && body !== null && <Quote opened={opened} of={replyTo} onSeek={p.onSeek} />}
      {typeof doing === 'object' && doing !== null && body !== null ? (
        <Editor body={doing.editing} onSave={(changed) => void save(changed)} onEnd={() => setDoing(null)} />
      ) : (
        <div class="line">
          {(body !== '' || !files) && (
            <div class={body === null ? 'bubble gone' : 'bubble marked'} dir="auto">
              {body === null ? text.takenBack : <Marked text={body} />}
            </div>
          )}
          {body === '' && files && <MessageFiles files={files} />}
          <span class="aside">
            <time
              class="small soft"
              dateTime={new Date(message.at).toISOString()}
              title={new Date(message.at).toLocaleString()}
            >
              <bdi>{clockTime(message.at)}</bdi>
              {message.editedAt !== null && body !== null && ` · ${text.edited}`}
            </time>
            {choices.length > 0 && (
              <Menu
                open={menu}
                onToggle={setMenu}
                label={text.actions}
                kind="round quiet"
                button={<Icon name="more" size={18} />}
                items={choices}
                fromFirst
              />
            )}
          </span>
        </div>
      )}
      {body && files && <MessageFiles files={files} />}
      <Reactions desk={desk} opened={opened} message={message} mayReact={mayAct} />
      {state && <p class="state small soft">{state}</p>}
      {doing === 'reacting' && (
        <EmojiDialog
          desk={desk}
          title={text.reactAny}
          onChoose={(emoji) => {
            setDoing(null);
            desk.acts.react(message, emoji, true);
          }}
          onLeave={() => setDoing(null)}
        />
      )}
      {doing === 'taking-back' && (
        <Confirm
          title={text.takeBackSure}
          text={text.takeBackMore}
          yes={text.takeBack}
          onClose={() => setDoing(null)}
          onYes={() => {
            setDoing(null);
            desk.acts.takeBack(message);
          }}
        />
      )}
    </article>
  );
}

function reaction(desk: Desk, message: StaffMessage, emoji: string): Item {
  const me = desk.me.peek().id;
  const on = (message.reactions ?? []).some((one) => one.emoji === emoji && one.by !== 'visitor' && one.by.id === me);
  const onChoose = () => desk.acts.react(message, emoji, !on);
  return { key: emoji, label: emoji, name: text.reactWith(emoji), switched: on, inRow: true, onChoose };
}

function anyReaction(onChoose: () => void): Item {
  return { key: 'any', label: <Icon name="plus" size={18} />, name: text.reactAny, inRow: true, onChoose };
}

/** What answers a note is one: visitors must not learn of it. */
function answer(desk: Desk, { thread }: Opened, message: StaffMessage): void {
  const { conversation } = thread;
  const { note } = desk.drafts.of(conversation).peek();
  desk.drafts.set(conversation, { replyTo: message.id, note: note || message.note });
  // The menu gives the focus back first.
  setTimeout(() => document.querySelector<HTMLElement>('.composer textarea')?.focus());
}

async function copy(body: string): Promise<void> {
  toast((await intoClipboard(body)) ? text.copied : text.notCopied);
}
