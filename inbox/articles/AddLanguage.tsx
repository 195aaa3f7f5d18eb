import { words } from '../words/en.ts';
import { languageName, ownLanguage } from './catalog.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'uk', 'ar', 'he', 'hi', 'ja', 'ko', 'zh'];

/** One more language, of those that visitors speak to Foyer in. */
export function AddLanguage({ there, onAdd }: { there: readonly string[]; onAdd: (language: string) => void }) {
  const more = [...new Set([ownLanguage(), ...LANGUAGES])].filter((one) => !there.includes(one));
  return (
    <select
      class="input"
      aria-label={words.articles.addLanguage}
      value=""
      onInput={(event) => onAdd(event.currentTarget.value)}
    >
      <option value="">{words.articles.addLanguage}</option>
      {more.map((one) => (
        <option key={one} value={one}>
          {languageName(one)}
        </option>
      ))}
    </select>
  );
}
