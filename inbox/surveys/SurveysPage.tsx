import { useEffect, useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Survey, SurveyTold } from '../../protocol/surveys.ts';
import type { Desk } from '../desk.ts';
import { AskRating } from '../feedback/rating/AskRating.tsx';
import { toast } from '../kit/toasts.tsx';
import { Notice, ProblemNotice } from '../kit/ui.tsx';
import { SiteParts } from '../sites/SiteParts.tsx';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { SurveyCard } from './SurveyCard.tsx';
import './surveys.css';

const text = words.surveys;

/** What a site asks its visitors now and then, and what came of it. */
export function SurveysPage({ desk, site }: { desk: Desk; site: Site }) {
  const [told, setTold] = useState<readonly SurveyTold[] | undefined>();
  const [begun, setBegun] = useState<Survey | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const load = async () => {
    const answer = await desk.ask('surveys:list', { site: site.id });
    if (answer.ok) setTold(answer.surveys);
    setProblem(answer.ok ? null : answer.problem);
  };
  useEffect(() => void load(), [desk, site.id]);
  const save = async (survey: Survey): Promise<Problem | null> => {
    const answer = await desk.ask('surveys:set', { site: site.id, survey });
    if (!answer.ok) return answer.problem;
    setTold(answer.surveys);
    if (survey.id === begun?.id) setBegun(undefined);
    toast(words.sites.saved);
    return null;
  };
  const begin = () => setBegun({ id: newId(Date.now()), kind: 'nps', question: '', page: '', everyDays: 90, on: true });
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="surveys" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        <AskRating desk={desk} site={site.id} mayChange={mayChange} />
        <h2>{text.title}</h2>
        <p class="soft">{text.more}</p>
        {problem && (
          <div>
            <ProblemNotice problem={problem} />
            <button type="button" class="button" onClick={() => void load()}>
              {words.tryAgain}
            </button>
          </div>
        )}
        {!told && !problem && <p class="soft">{words.loading}</p>}
        {told?.length === 0 && !begun && <p>{text.none}</p>}
        {told?.map((one) => (
          <SurveyCard key={one.survey.id} {...{ desk, mayChange }} told={one} onSave={save} />
        ))}
        {begun && <SurveyCard key={begun.id} {...{ desk, mayChange }} survey={begun} onSave={save} />}
        {told && mayChange && !begun && (
          <button type="button" class="button" onClick={begin}>
            {text.add}
          </button>
        )}
      </div>
    </div>
  );
}
