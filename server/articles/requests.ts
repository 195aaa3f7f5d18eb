import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { Articles } from './articles.ts';
import type { Readers } from './readers.ts';
import type { Synonyms } from './synonyms.ts';

export function visitorHandlers({ readers }: { readers: Readers }): VisitorHandlers<'articles'> {
  return { 'articles:tell-tried': (caller, payload) => readers.tell(payload, caller) };
}

/** `place` tells where a conversation is, as far as the caller may know of it. */
export function staffHandlers({
  articles,
  readers,
  synonyms,
  place,
}: {
  articles: Articles;
  readers: Readers;
  synonyms: Synonyms;
  place(conversation: string, scope: readonly string[]): Promise<{ site: string } | undefined>;
}): StaffHandlers<'articles'> {
  return {
    'articles:list': ({ scope }, { site }) => articles.list(site, scope),
    'articles:get': ({ scope }, payload) => articles.get(payload, scope),
    'articles:save': ({ id, scope }, payload) => articles.save(payload, id, scope),
    'articles:preview': (_caller, { body }) => articles.preview(body),
    'articles:versions': ({ scope }, payload) => articles.versions(payload, scope),
    'articles:version': ({ scope }, payload) => articles.version(payload, scope),
    'articles:restore': ({ id, scope }, payload) => articles.restore(payload, id, scope),
    'articles:place': ({ scope }, payload) => articles.place(payload, scope),
    'articles:publish': ({ scope }, payload) => articles.publish(payload, scope),
    'articles:unpublish': ({ scope }, payload) => articles.unpublish(payload, scope),
    'articles:match': ({ scope }, payload) => articles.matched(payload, scope),
    'articles:remove': ({ scope }, payload) => articles.remove(payload, scope),
    'articles:bring-back': ({ scope }, payload) => articles.bringBack(payload, scope),
    'articles:save-collection': ({ scope }, payload) => articles.saveCollection(payload, scope),
    'articles:remove-collection': ({ scope }, payload) => articles.removeCollection(payload, scope),
    'articles:synonyms': ({ scope }, payload) => synonyms.get(payload, scope),
    'articles:set-synonyms': ({ scope }, payload) => synonyms.set(payload, scope),
    'articles:try-synonyms': ({ scope }, payload) => synonyms.tryOut(payload, scope),
    'articles:missed': ({ scope }, { site }) => articles.missed(site, scope),
    'articles:helped': ({ scope }, payload) => readers.helpedHow(payload, scope),
    'articles:tried': async ({ scope }, { conversation }) => {
      const at = await place(conversation, scope);
      return at ? readers.tried({ conversation, site: at.site }) : refuse('not_found');
    },
    'articles:drop-missed': ({ scope }, payload) => articles.dropMissed(payload, scope),
  };
}
