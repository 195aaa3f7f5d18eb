import { useEffect, useRef } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Notice, ProblemNotice } from '../kit/ui.tsx';
import { go, to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { Addresses } from './Addresses.tsx';
import { changedSince, changesOf, type Draft, hasUnsaved, unsaved } from './draft.ts';
import { readAccent } from './look/accent.ts';
import { Look } from './look/Look.tsx';
import { MailCheck } from './MailCheck.tsx';
import { originOf } from './origin.ts';
import { SeenCheck, useLooks } from './SeenCheck.tsx';
import { SiteParts } from './SiteParts.tsx';
import { Snippet } from './Snippet.tsx';
import { Step } from './Step.tsx';

const text = words.sites;

/** A site: where it lives, how it looks, its snippet, and whether a page has loaded it. */
export function SitePage({ desk, site }: { desk: Desk; site: Site }) {
  const changes = changesOf(desk, site.id);
  const draft: Draft = { ...site, ...changes.value };
  const dirty = unsaved(site, changes.value);
  const isDirty = Object.keys(dirty).length > 0;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const hasAddress = site.origins.length > 0;
  const later = site.seenAt !== null ? 'done' : hasAddress ? 'now' : 'later';
  const refusedOn = useLooks(desk, site);
  const change = (part: Partial<Draft>) => {
    changes.value = { ...changes.value, ...part };
    forget();
  };
  const sent = useRef<Partial<Draft>>({});
  const { busy, problem, submit, forget } = useSubmit(
    () => {
      sent.current = changes.peek();
      return desk.ask('sites:update', { site: site.id, ...tidied(dirty) });
    },
    (answer) => {
      changes.value = changedSince(sent.current, changes.peek());
      desk.keepSite(answer.site);
      toast(text.saved);
    },
  );
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [problem]);
  useEffect(() => () => tellUnsaved(desk, site.id), [desk, site.id]);
  const discard = () => {
    const thrown = changes.value;
    changes.value = {};
    forget();
    const undo = () => {
      changes.value = thrown;
    };
    toast(text.discarded, { label: text.undo, act: undo });
  };

  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="setup" />
        {!mayChange && <Notice>{text.readOnly}</Notice>}
        <form class="site-form" ref={form} onSubmit={submit} noValidate>
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
                <SeenCheck site={site} refusedOn={refusedOn} />
              </Step>
            </ol>
          </section>
          <Look {...{ site, draft, change, problem, mayChange }} />
          {(isDirty || problem) && (
            <div class="save-bar">
              <ProblemNotice problem={problem} fields={['name', 'accent', 'greeting', 'origins', 'look']} />
              <p class="soft small">{text.unsaved}</p>
              <Button onClick={discard}>{text.discard}</Button>
              <Button kind="primary" type="submit" disabled={busy || !isDirty}>
                {text.save}
              </Button>
            </div>
          )}
        </form>
        <MailCheck desk={desk} />
      </div>
    </div>
  );
}

/** Whoever goes elsewhere with changes hears that they wait here. */
function tellUnsaved(desk: Desk, id: string): void {
  const site = desk.sites.peek()?.find((one) => one.id === id);
  if (!site || !hasUnsaved(desk, site)) return;
  toast(text.waiting(site.name), { label: text.goBack, act: () => go(to('sites', id)) });
}

/** As the server wants it: whole addresses, no empty rows, colours in full. */
function tidied({
  origins,
  accent,
  look,
  ...rest
}: Partial<Draft>): Partial<Omit<Draft, 'origins'>> & { origins?: string[] } {
  const whole = (colour: string) => readAccent(colour) ?? colour;
  return {
    ...rest,
    ...(accent !== undefined && { accent: whole(accent) }),
    ...(look && { look: { ...look, accentDark: look.accentDark && whole(look.accentDark) } }),
    ...(origins && { origins: origins.filter((one) => one.trim()).map((one) => originOf(one) ?? one.trim()) }),
  };
}
