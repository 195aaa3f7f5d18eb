import Type, { type Static } from 'typebox';
import { Email, Id, Name, nullable, Password, shape, Time } from './schema.ts';

/** What somebody may do, least first. Each role may do all that the ones before it may. */
export const roles = ['viewer', 'agent', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];
export const Role = Type.Union([
  Type.Literal('viewer'),
  Type.Literal('agent'),
  Type.Literal('admin'),
  Type.Literal('owner'),
]);

/** A role on one site; `site` null means on every site, later ones too. Owners always have null. */
export const Grant = shape({ site: nullable(Id), role: Role });
export type Grant = Static<typeof Grant>;
const Grants = Type.Array(Grant, { minItems: 1, maxItems: 200 });

/** `picture` is shown at `/api/visitor/faces/<picture>`; null: there is none. */
export const Member = shape({
  ...{ id: Id, name: Name, email: Email, grants: Type.Array(Grant), since: Time },
  picture: nullable(Id),
});
export type Member = Static<typeof Member>;
export const OneMember = shape({ member: Member });

/** What a browser may send as a face: a small JPEG, PNG or WebP. It fits into a frame. */
const MAX_PICTURE_CHARACTERS = 88_000;
export const SetPicture = shape({
  image: nullable(
    Type.String({
      maxLength: MAX_PICTURE_CHARACTERS,
      pattern: '^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      description: 'a picture in base64',
    }),
  ),
});

/** More faces than these are not told. */
export const HERE_AT_MOST = 3;
/** Somebody who answers and is there now, as visitors may know them. */
export const Present = shape({ id: Id, name: Name, picture: nullable(Id) });
export type Present = Static<typeof Present>;
export const Here = shape({ here: Type.Array(Present, { maxItems: HERE_AT_MOST }) });
export type Here = Static<typeof Here>;

export const Invitation = shape({ id: Id, name: Name, email: Email, grants: Type.Array(Grant), expiresAt: Time });
export type Invitation = Static<typeof Invitation>;

/** A team of a site: those of its members who may answer there. */
export const Team = shape({ id: Id, site: Id, name: Name, members: Type.Array(Id) });
export type Team = Static<typeof Team>;
export const Everybody = shape({
  members: Type.Array(Member),
  invitations: Type.Array(Invitation),
  teams: Type.Array(Team),
});
/** Under an id of one's own. What it says takes the place of what was there. */
export const SaveTeam = shape({
  id: Id,
  site: Id,
  name: Name,
  members: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
});
export const OneTeam = shape({ team: Team });
export const OfTeam = shape({ team: Id });
/** The teams of a site are others now. */
export const TeamsChanged = shape({ site: Id });

export const Invite = shape({ name: Name, email: Email, grants: Grants });
/** `link` is shown once, to whoever invited: it goes to the colleague by any way they like and works for 7 days. */
export const Invited = shape({ invitation: Invitation, link: Type.String() });
export const Withdraw = shape({ invitation: Id });
export const Remove = shape({ staff: Id });
export const SetGrants = shape({ staff: Id, grants: Grants });

/** What the sign-in page needs to know: is there an owner yet, and who is signed in. */
export const Start = shape({ needsOwner: Type.Boolean(), me: nullable(Member) });
export type Start = Static<typeof Start>;
export const FirstOwner = shape({ code: Type.String({ maxLength: 40 }), name: Name, email: Email, password: Password });
export const SignIn = shape({ email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) });
export const LookAtInvitation = shape({ token: Type.String({ maxLength: 100 }) });
export const InvitationFound = shape({ name: Name, email: Email });
export const Join = shape({ token: Type.String({ maxLength: 100 }), name: Name, password: Password });
