import { useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { Blank, Button, Field, ProblemNotice } from '../kit/ui.tsx';
import { go, to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { flawOf, originOf } from './origin.ts';

const text = words.sites;

/** A new site begins with its address. */
export function NewSite({ desk }: { desk: Desk }) {
  const [origin, setOrigin] = useState('');
  const [name, setName] = useState('');
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('sites:create', { name: name.trim(), origin: originOf(origin) ?? origin.trim() }),
    ({ site }) => {
      desk.keepSite(site);
      go(to('sites', site.id), 'replace');
    },
  );
  const found = originOf(origin);
  const flaw = problem?.field === 'origin' ? flawOf(origin) : null;
  if (!reaches(desk.me.value, 'owner', null)) {
    return (
      <Blank title={text.ownersOnly} whole>
        <a href={to('sites')}>{text.all}</a>
      </Blank>
    );
  }
  return (
    <div class="scroll">
      <div class="settings narrow">
        <a href={to('sites')}>{text.all}</a>
        <h1>{text.newTitle}</h1>
        <p class="soft">{text.newMore}</p>
        <form class="card" onSubmit={submit} noValidate>
          <Field
            {...{
              label: text.address,
              name: 'origin',
              required: true,
              dir: 'ltr',
              problem,
              wrong: flaw && text.wrong[flaw],
            }}
            {...{ value: origin, placeholder: 'https://shop.example.com', maxLength: 300 }}
            hint={found && found !== origin.trim() ? text.becomes(found) : text.addressHint}
            onInput={(typed) => {
              setOrigin(typed);
              forget();
            }}
          />
          <Field
            {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, maxLength: 100, problem }}
            {...{ value: name, onInput: setName }}
          />
          <ProblemNotice problem={problem} fields={['origin', 'name']} />
          <div>
            <Button kind="primary" type="submit" disabled={busy}>
              {text.make}
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
