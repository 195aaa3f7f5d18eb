import { useState } from 'preact/hooks';
import type { Collection } from '../../../protocol/articles.ts';
import type { Desk } from '../../desk.ts';
import { useSubmit } from '../../kit/submit.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, Dialog, Field, ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { AddLanguage } from '../AddLanguage.tsx';
import { languageName, nameOf } from '../catalog.ts';

const text = words.articles.shelf;

/** What a shelf is called, and what stands on it, in each language that it is read in. */
export function ShelfDialog(p: {
  desk: Desk;
  site: string;
  collection: Collection;
  /** Those that its articles are written in: their readers see the shelf, too. */
  languages: readonly string[];
  onClose: () => void;
}) {
  const { desk, site, collection } = p;
  const missing = p.languages.filter((one) => !collection.texts.some(({ language }) => language === one));
  const [texts, setTexts] = useState([...collection.texts, ...missing.map(empty)]);
  /** One whose name is taken away is not kept: nobody reads it then. */
  const named = texts.filter(({ title }) => title.trim());
  const [isTried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit(
    () =>
      desk.ask('articles:save-collection', {
        ...{ site, collection: collection.id },
        texts: named.map((one) => ({ ...one, title: one.title.trim(), description: one.description.trim() })),
      }),
    () => {
      toast(words.team.saved);
      p.onClose();
    },
  );
  const set = (language: string, change: Partial<Collection['texts'][0]>) =>
    setTexts(texts.map((one) => (one.language === language ? { ...one, ...change } : one)));
  return (
    <Dialog title={text.changeTitle(nameOf(collection))} onClose={p.onClose} stays>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (named.length > 0) submit();
        }}
      >
        {texts.map(({ language, title, description }, at) => (
          <div class="stack" key={language}>
            <Field
              {...{ label: text.nameIn(languageName(language)), name: `title-${language}`, value: title }}
              {...{ maxLength: 200, dir: 'auto', onInput: (title: string) => set(language, { title }) }}
              wrong={isTried && named.length === 0 && at === 0 ? text.nameless : null}
            />
            <Field
              {...{ label: text.aboutIn(languageName(language)), name: `description-${language}`, value: description }}
              {...{ maxLength: 300, rows: 2, dir: 'auto', ...(at === 0 && { hint: text.aboutMore }) }}
              onInput={(description) => set(language, { description })}
            />
          </div>
        ))}
        <AddLanguage
          there={texts.map(({ language }) => language)}
          onAdd={(language) => setTexts([...texts, empty(language)])}
        />
        <ProblemNotice problem={problem} />
        <div class="actions">
          <Button onClick={p.onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {words.team.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const empty = (language: string) => ({ language, title: '', description: '' });
