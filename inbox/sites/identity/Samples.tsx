import { useState } from 'preact/hooks';
import { Choice } from '../../kit/Choice.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { words } from '../../words/en.ts';
import { samples } from './samples.ts';

const text = words.identity;
const languages = Object.keys(samples) as (keyof typeof samples)[];

/** How a server signs a token, in the languages that websites are written in. */
export function Samples() {
  const [language, setLanguage] = useState<keyof typeof samples>('Node');
  return (
    <>
      <Choice
        {...{ label: text.language, values: languages, value: language, onChoose: setLanguage }}
        name={(one) => one}
      />
      <Copyable label={text.sample(language)} text={samples[language]} />
    </>
  );
}
