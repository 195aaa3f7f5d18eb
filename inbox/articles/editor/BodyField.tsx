import { useCallback, useRef } from 'preact/hooks';
import { useDropped } from '../../files/useDropped.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, Field, Icon } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { PicturesComing } from './PicturesComing.tsx';
import { markdownOf, type Picture, type Pictures } from './pictures.ts';
import './pictures.css';

const text = words.articles;
const MOST_CHARACTERS = 30_000;

/** The text of an article, with pictures that are pasted, dropped or chosen. They go where the text was last written in. */
export function BodyField(p: { value: string; pictures: Pictures; mayWrite: boolean; onInput(body: string): void }) {
  const box = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const wasIn = useRef(false);
  const { pictures } = p;
  const take = useCallback((given: readonly File[]) => p.mayWrite && pictures.add(given), [pictures, p.mayWrite]);
  const hangs = useDropped(box, take, '.article-form');

  /** Whether it is in the text now. What is written there before can be brought back by the browser's own undo. */
  const put = ({ stage, says }: Picture): boolean => {
    const field = box.current?.querySelector('textarea');
    if (!field || stage.value.is !== 'there') return false;
    const at = wasIn.current ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
    const [start = 0, end = 0] = at;
    const around = { before: field.value.slice(0, start), behind: field.value.slice(end) };
    const markdown = markdownOf(stage.value.address, says.value, around);
    if (around.before.length + markdown.length + around.behind.length > MOST_CHARACTERS) {
      toast(words.pictures.full);
      return false;
    }
    field.focus();
    field.setSelectionRange(start, end);
    if (document.execCommand('insertText', false, markdown)) return true;
    field.setRangeText(markdown, start, end, 'end');
    p.onInput(field.value);
    return true;
  };

  return (
    <div
      ref={box}
      class={hangs ? 'body-field drops' : 'body-field'}
      onFocusCapture={({ target }) => {
        if (target instanceof HTMLTextAreaElement) wasIn.current = true;
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        const types: readonly string[] = event.clipboardData?.types ?? [];
        // A sheet's cells bring a picture of themselves along: they are text.
        if (files.length === 0 || types.includes('text/plain') || !(event.target instanceof HTMLTextAreaElement))
          return;
        event.preventDefault();
        take(files);
      }}
    >
      <Field
        {...{ label: text.body, name: 'body', value: p.value, hint: text.bodyHint, rows: 22 }}
        maxLength={MOST_CHARACTERS}
        onInput={p.onInput}
      />
      <PicturesComing {...{ pictures, put }} />
      {p.mayWrite && (
        <div class="add-picture">
          <Button onClick={() => chooser.current?.click()}>
            <Icon name="plus" size={18} />
            {words.pictures.add}
          </Button>
          <span class="soft small">{words.pictures.hint}</span>
          <input
            ref={chooser}
            hidden
            type="file"
            multiple
            accept="image/*"
            onChange={({ currentTarget }) => {
              const chosen = [...(currentTarget.files ?? [])];
              currentTarget.value = '';
              take(chosen);
            }}
          />
        </div>
      )}
    </div>
  );
}
