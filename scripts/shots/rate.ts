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
