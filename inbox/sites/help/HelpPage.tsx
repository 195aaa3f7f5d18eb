import { helpAt } from '../../../protocol/portal.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { HelpCentre, Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Copyable } from '../../kit/copy.tsx';
import { SaveBar, useEditing, Waiting } from '../../kit/editing.tsx';
import { Field, Notice } from '../../kit/ui.tsx';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { partDraft } from '../draft.ts';
import { SiteParts } from '../SiteParts.tsx';

const text = words.help;
const ADDRESS = 'helpCentre';

/** Where the help of a site is on the web: whether at all, by which name, and at which host name of the owner's. */
export function HelpPage({ desk, site }: { desk: Desk; site: Site }) {
  const base = desk.snippetBase.value;
  const editing = useEditing({
    draft: partDraft<HelpCentre>(desk, site.id, 'help'),
    load: () => desk.ask('sites:get', { site: site.id }),
    save: async (helpCentre) => {
      const answer = await desk.ask('sites:update', { site: site.id, helpCentre: sentOf(helpCentre) });
      if (answer.ok) desk.keepSite(answer.site);
      return answer;
    },
    of: (answer) => answer.site.helpCentre,
  });
  const { value, saved, change, submit, problem } = editing;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const at = saved && helpAt(base, { key: site.key, helpCentre: saved });
  const about = (part: 'name' | 'host') => {
    const wrong = problem?.field === `${ADDRESS}.${part}` ? wrongOf(problem, part) : null;
    return { name: `${ADDRESS}.${part}`, wrong, dir: 'ltr' as const };
  };
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="help" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        {value === undefined ? (
          <Waiting {...editing} />
        ) : (
          <form class="site-form" onSubmit={submit} noValidate>
            <fieldset class="card" disabled={!mayChange}>
              <h2>{text.title}</h2>
              <p class="soft small">{text.more}</p>
              <label class="tick">
                <input
                  type="checkbox"
                  checked={value.open}
                  onInput={(event) => change({ ...value, open: event.currentTarget.checked })}
                />
                <span>{text.open}</span>
              </label>
              {saved?.open && at ? (
                <p class="small">
                  <a href={at} target="_blank" rel="noopener" dir="ltr">
                    {at}
                  </a>
                </p>
              ) : (
                <p class="soft small">{text.closed}</p>
              )}
            </fieldset>
            <fieldset class="card" disabled={!mayChange}>
              <h2>{text.address}</h2>
              <Field
                {...{ ...about('name'), label: text.name, hint: text.nameHint(`${base}/help/`), maxLength: 40 }}
                {...{ value: value.name ?? '', placeholder: site.key }}
                onInput={(name) => change({ ...value, name: name || null })}
              />
              <Field
                {...{ ...about('host'), label: text.host, hint: text.hostHint, maxLength: 253 }}
                {...{ value: value.host ?? '', placeholder: 'help.shop.example' }}
                onInput={(host) => change({ ...value, host: host || null })}
              />
              <details>
                <summary>{text.lead}</summary>
                <p class="soft small">{text.leadMore}</p>
                <Copyable
                  label={text.lead}
                  text={`${sentOf(value).host ?? 'help.shop.example'}. CNAME ${URL.parse(base)?.hostname ?? ''}.`}
                />
                <p class="soft small">{text.leadProxy}</p>
              </details>
            </fieldset>
            <SaveBar editing={editing} fields={[ADDRESS]} />
          </form>
        )}
      </div>
    </div>
  );
}

/** As the server wants it, whatever somebody copied out of an address bar. */
function sentOf({ open, name, host }: HelpCentre): HelpCentre {
  const tidy = (typed: string | null) => typed?.trim().toLowerCase() || null;
  const bare = tidy(host)
    ?.replace(/^https?:\/\//, '')
    .replace(/[:/].*$/, '');
  return { open, name: tidy(name), host: bare || null };
}

function wrongOf({ code }: Problem, part: 'name' | 'host'): string {
  return code === 'conflict' ? text.taken : text.wrong[part];
}
