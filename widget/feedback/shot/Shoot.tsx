import { useRef, useState } from 'preact/hooks';
import { fetcher } from '../../fetcher.ts';
import { giving } from '../../words/en/giving.ts';
import { wordsOf } from '../../words/speech.ts';

const ofPage = fetcher(() => import('./shootPage.ts'));
const ofTab = fetcher(() => import('./shootTab.ts'));

/** 'forbidden': the page lets no picture be made; 'share': the browser can still show the tab; 'other': it showed something else. */
type Stage = 'ready' | 'busy' | 'forbidden' | 'share' | 'other' | 'failed';

/**
 * Makes a picture of the page as it is now. Where the page forbids that, the browser's own dialog is offered, if there is one.
 * `onTaken` keeps it; until then it counts as under way, and `onBusy` hears of that.
 */
export function Shoot(p: { onTaken: (file: File) => Promise<void>; onBusy: (isBusy: boolean) => void }) {
  const words = wordsOf('giving', giving);
  const [stage, setStage] = useState<Stage>('ready');
  const root = useRef<HTMLDivElement>(null);
  const isTab = useRef(false);

  const takePage = async (): Promise<Stage> => {
    const made = await (await ofPage()).shootPage();
    if (made instanceof File) return kept(made);
    // A picture that the browser itself makes needs nothing of the page.
    isTab.current = (await ofTab()).canShowTab();
    return made === 'forbidden' && isTab.current ? 'share' : made;
  };
  const takeTab = async (): Promise<Stage> => {
    const { host } = (root.current as HTMLElement).getRootNode() as ShadowRoot;
    const made = await (await ofTab()).shootTab(host as HTMLElement);
    if (made instanceof File) return kept(made);
    return made === 'denied' ? 'share' : made;
  };
  const kept = async (made: File): Promise<Stage> => {
    await p.onTaken(made);
    return isTab.current ? 'share' : 'ready';
  };
  const take = async () => {
    if (stage === 'busy') return;
    setStage('busy');
    p.onBusy(true);
    setStage(await (isTab.current ? takeTab() : takePage()).catch((): Stage => 'failed'));
    p.onBusy(false);
  };
  const says = {
    ...{ ready: words.shootMore, busy: words.shooting, forbidden: words.forbidden, share: words.shareMore },
    ...{ other: words.notThis, failed: words.noPicture },
  };
  return (
    <div class="shoot" ref={root}>
      {stage !== 'forbidden' && (
        <button type="button" class="quiet" aria-disabled={stage === 'busy'} onClick={() => void take()}>
          {isTab.current ? words.share : words.shoot}
        </button>
      )}
      <p class="soft" role="status">
        {says[stage]}
      </p>
    </div>
  );
}
