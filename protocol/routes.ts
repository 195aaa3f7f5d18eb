import type { TSchema } from 'typebox';
import * as articles from './articles.ts';
import * as boards from './boards.ts';
import * as files from './files.ts';
import * as notifications from './notifications.ts';
import * as people from './people.ts';
import { Nothing } from './schema.ts';
import * as staff from './staff.ts';
import * as welcome from './welcome.ts';

/**
 * HTTP routes beside those that `sockets.ts` opens for every request: what happens before there is a session.
 * All take and give JSON and answer a problem as `application/problem+json`.
 * `access`: 'anyone' from an allowed page, 'visitor' with a session token, 'staff' with a session cookie.
 */
export type Route = { payload: TSchema; answer: TSchema; access: 'anyone' | 'visitor' | 'staff' };

export const routes = {
  /** Opens a visitor's session on the site named in the body; the page's Origin must be one of that site. */
  'POST /api/visitor/sessions': { payload: people.StartSession, answer: people.Session, access: 'anyone' },
  /** Takes the visitor's token, an expired one too, and gives a fresh one. */
  'POST /api/visitor/sessions/renew': { payload: Nothing, answer: people.Session, access: 'visitor' },
  /** What a chat has to know of its site once it is open: asked when a visitor opens it, not before. */
  'POST /api/visitor/welcome': { payload: welcome.AskWelcome, answer: welcome.Welcome, access: 'anyone' },
  /** Says by a signed token who is on the page. A session or a pass that comes along is theirs from now on, where nobody was proven behind it. */
  'POST /api/visitor/people/identify': { payload: people.Identify, answer: people.Known, access: 'anyone' },
  /** What the page knows of whoever is on it. */
  'POST /api/visitor/people/update': { payload: people.Update, answer: people.Known, access: 'anyone' },
  /** What whoever is on the page did there. */
  'POST /api/visitor/people/track': { payload: people.Track, answer: people.Known, access: 'anyone' },
  /** Ends the session that comes along; without one there is nothing to do. */
  'POST /api/visitor/people/logout': { payload: Nothing, answer: Nothing, access: 'anyone' },
  /** Shelves of a site's help, and what fits the page: asked when a visitor opens it. */
  'POST /api/visitor/articles/browse': { payload: articles.Browse, answer: articles.Browsed, access: 'anyone' },
  /** The best ten articles for some words; the last of them may not be typed to its end yet. */
  'POST /api/visitor/articles/search': { payload: articles.Search, answer: articles.SearchResult, access: 'anyone' },
  /** What may answer somebody before they ask: by the page that they are on, or by what they write. */
  'POST /api/visitor/articles/suggest': { payload: articles.Suggest, answer: articles.Suggested, access: 'anyone' },
  /** Whether an article helped. Nobody is known by it. */
  'POST /api/visitor/articles/helped': { payload: articles.SayHelped, answer: Nothing, access: 'anyone' },
  'POST /api/visitor/articles/read': { payload: articles.Read, answer: articles.OneArticle, access: 'anyone' },
  /** Ideas of a site's board, and for which of them whoever brings a token has voted. */
  'POST /api/visitor/boards/browse': { payload: boards.Browse, answer: boards.Browsed, access: 'anyone' },
  'POST /api/visitor/boards/read': { payload: boards.Read, answer: boards.ReadCard, access: 'anyone' },
  /** Three at most that may be what somebody is about to wish for. */
  'POST /api/visitor/boards/alike': { payload: boards.AskAlike, answer: boards.Alike, access: 'anyone' },
  /** What a site takes as files: asked when a visitor wants to attach one. */
  'POST /api/visitor/files/rules': { payload: files.RulesOf, answer: files.Rules, access: 'anyone' },
  /** Sends the way to somebody's conversations to their address, where it is proven to be theirs. The answer is the same where it is not. */
  'POST /api/visitor/notifications/continue': {
    payload: notifications.AskToContinue,
    answer: Nothing,
    access: 'anyone',
  },
  'GET /api/staff/start': { payload: Nothing, answer: staff.Start, access: 'anyone' },
  /** Makes the first owner with the one-time code that the server printed, and signs in. */
  'POST /api/staff/first-owner': { payload: staff.FirstOwner, answer: staff.OneMember, access: 'anyone' },
  /** Sets the session cookie. Wrong tries are slowed, by account and by address. */
  'POST /api/staff/sign-in': { payload: staff.SignIn, answer: staff.OneMember, access: 'anyone' },
  'POST /api/staff/sign-out': { payload: Nothing, answer: Nothing, access: 'staff' },
  /** Whom an invitation link is for. */
  'POST /api/staff/invitation': { payload: staff.LookAtInvitation, answer: staff.InvitationFound, access: 'anyone' },
  /** Accepts an invitation: sets name and password, and signs in. */
  'POST /api/staff/join': { payload: staff.Join, answer: staff.OneMember, access: 'anyone' },
} as const satisfies Record<string, Route>;
