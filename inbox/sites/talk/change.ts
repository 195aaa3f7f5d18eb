import { useState } from 'preact/hooks';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { words } from '../../words/en.ts';

/** Changes something of a site at once, with a way back. What was refused is as it was, with the reason. */
export function useChange(desk: Desk, site: Site) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = async (part: Partial<Pick<Site, 'editMinutes' | 'closedRooms'>>, back?: typeof part) => {
    // It shows at once, so that a second change knows of the first; refused, it is as it was.
    desk.keepSite({ ...site, ...part });
    const answer = await desk.ask('sites:update', { site: site.id, ...part });
    setProblem(answer.ok ? null : answer.problem);
    desk.keepSite(answer.ok ? answer.site : site);
    if (!answer.ok) return;
    toast(words.sites.saved, back && { label: words.sites.undo, act: () => void set(back) });
  };
  return { problem, set };
}
