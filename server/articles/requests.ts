import type { StaffHandlers } from '../foundation/door.ts';
import type { Articles } from './articles.ts';

export function staffHandlers({ articles }: { articles: Articles }): StaffHandlers<'articles'> {
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
    'articles:synonyms': ({ scope }, payload) => articles.synonyms(payload, scope),
    'articles:set-synonyms': ({ scope }, payload) => articles.setSynonyms(payload, scope),
    'articles:missed': ({ scope }, { site }) => articles.missed(site, scope),
    'articles:drop-missed': ({ scope }, payload) => articles.dropMissed(payload, scope),
  };
}
