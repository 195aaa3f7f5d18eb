import { useEffect } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { useSubmit } from '../submit.ts';
import { toast } from '../toasts.tsx';
import { Button, Notice, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { Addresses } from './Addresses.tsx';
import { readAccent } from './accent.ts';
import { anyUnsaved, changesOf, type Draft, unsaved } from './draft.ts';
import { Look } from './Look.tsx';
import { originOf } from './origin.ts';
import { SeenCheck, useLooks } from './SeenCheck.tsx';
import { Snippet } from './Snippet.tsx';
import { Step } from './Step.tsx';

const text = words.sites;

/** A site: where it lives, how it looks, its snippet, and whether a page has loaded it. */
export function SitePage({ desk, site }: { desk: Desk; site: Site }) {
  const changes = changesOf(site.id);
  const draft: Draft = { ...site, ...changes.value };
  const dirty = unsaved(site, changes.value);
  const isDirty = Object.keys(dirty).length > 0;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const hasAddress = site.origins.length > 0;
  const later = site.seenAt !== null ? 'done' : hasAddress ? 'now' : 'later';
  useLooks(desk, site);
  const change = (part: Partial<Draft>) => {
    changes.value = { ...changes.value, ...part };
    forget();
  };
  const { busy, problem, submit, forget } = useSubmit(
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
        <form class="site-form" onSubmit={submit} noValidate>
          <section class="card">
            <h2>{text.setUp}</h2>
            <ol class="steps">
              <Step title={text.addresses} state={hasAddress ? 'done' : 'now'}>
                <fieldset disabled={!mayChange}>
                  <Addresses origins={draft.origins} onChange={(origins) => change({ origins })} problem={problem} />
                </fieldset>
              </Step>
              <Step {...{ title: text.snippet, before: text.checkAddress, state: later }}>
                <Snippet base={desk.snippetBase.value} site={site} />
              </Step>
              <Step title={text.check} state={later}>
                <SeenCheck site={site} />
              </Step>
            </ol>
          </section>
          <Look {...{ site, draft, change, problem, mayChange }} />
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
      </div>
    </div>
  );
}

/** As the server wants it: whole addresses, no empty rows. */
function tidied({ origins, ...others }: Partial<Draft>): Partial<Omit<Draft, 'origins'>> & { origins?: string[] } {
  const accent = others.accent === undefined ? null : readAccent(others.accent);
  const rest = accent ? { ...others, accent } : others;
  if (!origins) return rest;
  return { ...rest, origins: origins.filter((one) => one.trim()).map((one) => originOf(one) ?? one.trim()) };
}
