import { useId, useState } from 'preact/hooks';
import { Button, Icon } from '../kit/ui.tsx';
import { words } from '../words/en.ts';

const text = words.feedback;
const MOST_TAGS = 20;
const TAG_CHARACTERS = 40;

/** What it is about, in words of the staff's own. */
export function Tags(p: {
  tags: readonly string[];
  /** Those that are in use, to choose from. */
  known: readonly string[];
  mayChange: boolean;
  onChange: (tags: string[]) => void;
}) {
  const { tags, known, mayChange, onChange } = p;
  const id = useId();
  const [typed, setTyped] = useState('');
  const add = () => {
    const tag = typed.trim();
    if (tag && !tags.includes(tag)) onChange([...tags, tag].sort());
    setTyped('');
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.tags}</h3>
      {tags.length === 0 && !mayChange && <p class="soft small">{text.noTags}</p>}
      <div class="tags">
        {tags.map((tag) =>
          mayChange ? (
            <button
              key={tag}
              type="button"
              class="pill"
              aria-label={text.removeTag(tag)}
              title={text.removeTag(tag)}
              onClick={() => onChange(tags.filter((one) => one !== tag))}
            >
              <span class="one-line" dir="auto">
                {tag}
              </span>
              <Icon name="close" size={14} />
            </button>
          ) : (
            <span key={tag} class="pill" dir="auto">
              {tag}
            </span>
          ),
        )}
      </div>
      {mayChange && tags.length < MOST_TAGS && (
        <form
          class="beside"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <input
            class="input"
            aria-label={text.addTag}
            placeholder={text.addTag}
            maxLength={TAG_CHARACTERS}
            list={`${id}-known`}
            dir="auto"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value.toWellFormed().replaceAll('\0', ''))}
          />
          <datalist id={`${id}-known`}>
            {known
              .filter((tag) => !tags.includes(tag))
              .map((tag) => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
          <Button type="submit" disabled={!typed.trim()}>
            {text.addTag}
          </Button>
        </form>
      )}
    </section>
  );
}
