import Type, { type Static } from 'typebox';
import { BoardRules } from './boards.ts';
import { AskedForm } from './forms.ts';
import { Opening } from './hours.ts';
import { nullable, SiteKey, shape } from './schema.ts';
import { Here } from './staff.ts';

/** Asked for by the site's key, before there is a session. */
export const AskWelcome = shape({ site: SiteKey });
/**
 * What a chat has to know of its site once it is open. `opening` null: no hours are set. `csat`: it asks how a closed conversation was liked.
 * `form`: what it asks before a conversation. `surveys`: it asks something now and then. `mail`: whoever gives an address is answered there, too. `help`: there
 * are articles to read. `ideas`: who sees its board; null: it has none. `files`: some can be sent. `here`: who answers and is there now.
 */
export const Welcome = shape({
  opening: nullable(Opening),
  csat: Type.Boolean(),
  form: nullable(AskedForm),
  surveys: Type.Boolean(),
  mail: Type.Boolean(),
  help: Type.Boolean(),
  ideas: nullable(BoardRules.properties.audience),
  files: Type.Boolean(),
  here: Here.properties.here,
});
export type Welcome = Static<typeof Welcome>;
