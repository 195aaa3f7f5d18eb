import type { Give } from '../protocol/feedback.ts';
import type { App } from '../server/app.ts';
import { newId } from '../server/foundation/ids.ts';
import { browsers } from './scenes/scene.ts';
import { must } from './telling.ts';

const MINUTE_MS = 60_000;
type Told = Omit<Give, 'id' | 'page'> & {
  minutesAgo: number;
  page?: string;
  browser: keyof typeof browsers;
  made?: { status: 'open' | 'done' | 'declined'; owner?: string; tags?: string[] };
};

/** What the shop's visitors told without wanting a chat. */
const told: readonly Told[] = [
  {
    ...{ kind: 'praise', score: 5, body: 'The tenmoku mug arrived warm. I know how, and it still made my day.' },
    ...{ minutesAgo: 9_400, browser: 'iphone' },
    made: { status: 'done', owner: 'mirjam' },
  },
  {
    ...{ kind: 'idea', title: 'Seconds at half the price', minutesAgo: 7_200, browser: 'safari' },
    body: 'I would love the pots with a drip or a speck. A shelf of their own, once a month?',
    made: { status: 'open', owner: 'ada', tags: ['shop', 'seconds'] },
  },
  {
    ...{ kind: 'idea', title: 'Gift cards', body: '', minutesAgo: 5_300, browser: 'chrome' },
    made: { status: 'declined', tags: ['shop'] },
  },
  {
    ...{ kind: 'bug', minutesAgo: 2_900, page: '/basket', browser: 'android' },
    body: 'On my phone the button to pay lies below the cookie notice, and I cannot reach either.',
    made: { status: 'open', owner: 'jonas', tags: ['basket', 'phone'] },
  },
  { ...{ kind: 'praise', score: 4, body: '', minutesAgo: 1_300, browser: 'firefox' } },
  {
    ...{ kind: 'bug', minutesAgo: 190, page: '/teapot?glaze=celadon', browser: 'firefox' },
    body: 'When I choose celadon, the picture stays brown.\n\nI reloaded twice. With tenmoku it works.',
    errors: [
      'TypeError: glaze is undefined (shop.js:212)',
      'Failed to load resource: 404 (/things/teapot-celadon.webp)',
    ],
  },
  {
    ...{ kind: 'idea', title: 'Tell me when a glaze is back', minutesAgo: 42, browser: 'chrome' },
    body: 'A letter when the big celadon bowl can be had again.',
  },
];

/** Tells it by the verb that visitors use, each as somebody of their own, and makes of it what staff made. */
export async function seedFeedback(
  { people, given }: App['slices'],
  o: { site: string; team: ReadonlyMap<string, string>; now: number; set(time: number): void },
): Promise<void> {
  for (const { minutesAgo, page, browser, made, ...said } of told) {
    const at = o.now - minutesAgo * MINUTE_MS;
    o.set(at);
    const { person } = await people.start(o.site);
    const id = newId(at);
    const seen = page && {
      address: `https://saltmarsh.example${page}`,
      ...{ browser: browsers[browser], language: 'en-GB', width: browser === 'android' ? 412 : 1440, height: 789 },
    };
    await must(given.give({ id, ...said, ...(seen && { page: seen }) }, { site: o.site, person }));
    if (!made) continue;
    const { owner, ...rest } = made;
    const who = owner === undefined ? undefined : o.team.get(owner);
    await must(
      given.change({ feedback: id, ...rest, ...(who !== undefined && { owner: who }) }, { id: '', scope: [o.site] }),
    );
  }
}
