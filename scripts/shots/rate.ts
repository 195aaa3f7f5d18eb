import type { Page } from 'playwright-core';
import { emailOf, PASSWORD } from '../../demo/staff.ts';

const asAda = (page: Page, url: string) => async (verb: string, data: object) =>
  (await page.request.post(`${url}/api/staff/${verb}`, { data, headers: { origin: url } })).json();

/** Every site asks how a conversation was, once it is closed. */
export async function askRatings(page: Page, url: string): Promise<void> {
  const ada = asAda(page, url);
  await ada('sign-in', { email: emailOf('Ada Brandt'), password: PASSWORD });
  const { sites } = (await ada('sites/list', {})) as { sites: { id: string }[] };
  for (const { id } of sites) await ada('feedback/ask', { site: id, csat: true });
}

/** The first site asks what it may ask of everybody. Where this is on already, it stays as it is. */
export async function askSurvey(page: Page, url: string): Promise<string> {
  const ada = asAda(page, url);
  await ada('sign-in', { email: emailOf('Ada Brandt'), password: PASSWORD });
  const { sites } = (await ada('sites/list', {})) as { sites: { id: string }[] };
  const site = sites[0]?.id ?? '';
  const survey = { id: '0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b72', kind: 'nps', question: '', page: '' };
  await ada('surveys/set', { site, survey: { ...survey, everyDays: 90, on: true } });
  return site;
}

/** Somebody of the staff closes the conversation in which `text` was said last. */
export async function closeAfter(page: Page, url: string, text: string): Promise<void> {
  const ada = asAda(page, url);
  type Row = { conversation: string; last: { body: string } | null };
  const find = async (): Promise<Row> => {
    const { rows } = (await ada('conversations/list', { view: 'open' })) as { rows: Row[] };
    return rows.find(({ last }) => last?.body === text) ?? find();
  };
  const { conversation } = await find();
  await ada('conversations/close', { conversation });
}

/** Staff say what becomes of the first ideas of the first site, each time in other words. */
export async function decide(page: Page, url: string, words: readonly string[]): Promise<void> {
  const ada = asAda(page, url);
  await ada('sign-in', { email: emailOf('Ada Brandt'), password: PASSWORD });
  const { sites } = (await ada('sites/list', {})) as { sites: { id: string }[] };
  const { ideas } = (await ada('boards/list', { site: sites[0]?.id, view: 'all', skip: 0 })) as {
    ideas: { id: string }[];
  };
  for (const [at, word] of words.entries()) {
    const status = at % 2 === 0 ? 'planned' : 'done';
    await ada('boards/set-status', { idea: ideas[at]?.id, status, word: `${word} ${Date.now() % 1000}` });
  }
}
