import { useEffect } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { useSubmit } from '../submit.ts';
import { toast } from '../toasts.tsx';
import { Button, Field, Notice, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { Addresses } from './Addresses.tsx';
import { anyUnsaved, changesOf, type Draft, unsaved } from './draft.ts';
import { originOf } from './origin.ts';
import { Preview } from './Preview.tsx';
import { SeenCheck } from './SeenCheck.tsx';
import { Snippet } from './Snippet.tsx';

const text = words.sites;
const GREETING_CHARACTERS = 300;

/** A site: where it lives, how it looks, its snippet, and whether a page has loaded it. */
export function SitePage({ desk, site }: { desk: Desk; site: Site }) {
  const changes = changesOf(site.id);
  const draft: Draft = { ...site, ...changes.value };
  const dirty = unsaved(site, changes.value);
  const isDirty = Object.keys(dirty).length > 0;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const change = (part: Partial<Draft>) => {
    changes.value = { ...changes.value, ...part };
  };
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('sites:update', { site: site.id, ...tidied(dirty) }),
    (answer) => {
      changes.value = {};
      desk.keepSite(answer.site);
      toast(text.saved);
    },
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (anyUnsaved(desk.sites.peek() ?? [])) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [desk]);

  return (
    <div class="scroll">
      <div class="settings">
        <a href={to('sites')}>{text.all}</a>
        <h1 dir="auto">{site.name}</h1>
        {!mayChange && <Notice>{text.readOnly}</Notice>}
        <div class="two">
          <form onSubmit={submit} noValidate>
            <fieldset disabled={!mayChange}>
              <Addresses origins={draft.origins} onChange={(origins) => change({ origins })} problem={problem} />
              <section class="card">
                <h2>{text.look}</h2>
                <Field
                  {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, maxLength: 100, problem }}
                  {...{ value: draft.name, onInput: (name) => change({ name }) }}
                />
                <div class="accent">
                  <Field
                    {...{
                      label: text.accent,
                      name: 'accent',
                      hint: text.accentHint,
                      dir: 'ltr',
                      maxLength: 7,
                      problem,
                    }}
                    {...{ value: draft.accent, onInput: (accent) => change({ accent: accent.trim().toLowerCase() }) }}
                  />
                  <input
                    type="color"
                    aria-label={text.pick}
                    value={/^#[0-9a-f]{6}$/.test(draft.accent) ? draft.accent : site.accent}
                    onInput={(event) => change({ accent: event.currentTarget.value })}
                  />
                </div>
                <Field
                  {...{ label: text.greeting, name: 'greeting', rows: 3, maxLength: GREETING_CHARACTERS, problem }}
                  {...{ value: draft.greeting, onInput: (greeting) => change({ greeting }) }}
                  hint={text.greetingHint(GREETING_CHARACTERS - draft.greeting.length)}
                />
              </section>
            </fieldset>
            {(isDirty || problem) && (
              <div class="save-bar">
                <ProblemNotice problem={problem} fields={['name', 'accent', 'greeting', 'origins']} />
                <p class="soft small">{text.unsaved}</p>
                <Button
                  onClick={() => {
                    changes.value = {};
                  }}
                >
                  {text.discard}
                </Button>
                <Button kind="primary" type="submit" disabled={busy || !isDirty}>
                  {text.save}
                </Button>
              </div>
            )}
          </form>
          <Preview draft={draft} fallback={site.accent} />
        </div>
        <Snippet base={desk.snippetBase.value} site={site} />
        <SeenCheck desk={desk} site={site} />
      </div>
    </div>
  );
}

/** As the server wants it: whole addresses, no empty rows. */
function tidied({ origins, ...rest }: Partial<Draft>): Partial<Omit<Draft, 'origins'>> & { origins?: string[] } {
  if (!origins) return rest;
  return { ...rest, origins: origins.filter((one) => one.trim()).map((one) => originOf(one) ?? one.trim()) };
}
