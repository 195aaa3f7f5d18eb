import type { VisitorHandlers } from '../foundation/door.ts';
import type { Newsroom } from './news.ts';

export function visitorHandlers({ news }: { news: Newsroom }): VisitorHandlers<'news'> {
  return {
    'news:list': async (caller, { language }) => ({ ok: true, ...(await news.list(caller, language)) }),
    async 'news:saw'(caller, payload) {
      await news.saw(payload, caller);
      return { ok: true };
    },
  };
}
