import Type, { type Static } from 'typebox';
import { Email, Id, nullable, SiteKey, shape } from './schema.ts';

/** Whether mail goes out at all, and where the person is answered. `verified`: a link in a mail, or the site, has proven that it is theirs. */
export const Standing = shape({ mail: Type.Boolean(), email: nullable(Type.String()), verified: Type.Boolean() });
export type Standing = Static<typeof Standing>;

export const GiveAddress = shape({ email: Email });
export const OfConversation = shape({ conversation: Id });
export const AskToContinue = shape({ site: SiteKey, email: Email });

/** How mail goes: as whom and by which server (null: it is off), how many letters are tried again, and how many were given up within a week. */
export const Troubles = shape({
  mail: nullable(Type.String()),
  failing: Type.Integer({ minimum: 0 }),
  gaveUp: Type.Integer({ minimum: 0 }),
  trouble: nullable(Type.String({ description: 'a code that says why the last one failed' })),
});
export type Troubles = Static<typeof Troubles>;
