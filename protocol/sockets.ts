import type { Static, TSchema } from 'typebox';
import * as articles from './articles.ts';
import * as boards from './boards.ts';
import * as conversations from './conversations.ts';
import * as feedback from './feedback.ts';
import * as files from './files.ts';
import * as forms from './forms.ts';
import * as hours from './hours.ts';
import * as news from './news.ts';
import * as notifications from './notifications.ts';
import * as people from './people.ts';
import type { Refused } from './problem.ts';
import { Nothing } from './schema.ts';
import * as sites from './sites.ts';
import * as staff from './staff.ts';
import * as surveys from './surveys.ts';
import * as trends from './trends.ts';

/** The protocol that this program speaks. It also understands `OLDEST_PROTOCOL`; anything older is answered `upgrade`. */
export const PROTOCOL = 1;
export const OLDEST_PROTOCOL = 1;

export const MAX_FRAME_BYTES = 100_000;
export const PING_EVERY_MS = 20_000;
export const PING_TIMEOUT_MS = 15_000;
/** A request without an ack for this long is sent again, with the same ids. */
export const ACK_TIMEOUT_MS = 8_000;

/**
 * What can be asked at a door: over its socket as `slice:verb` with an ack, over HTTP as `POST /api/<door>/slice/verb`.
 * Both take `payload` and answer `{ ok: true, ...answer }` or `{ ok: false, problem }`.
 * `access` is who may ask at all; staff requests also reach only sites where the caller has at least that role.
 */
export type Request = { payload: TSchema; answer: TSchema; access: 'visitor' | staff.Role };
/** `metered`: others get to read it, so it counts against what a visitor, an address and a site may write: `too_many` beyond that. */
export type VisitorRequest = Request & { metered: boolean };

/** Asked by widgets. `access` is always a visitor with a session token. */
export const visitorRequests = {
  'articles:tell-tried': { payload: articles.TellTried, answer: Nothing, access: 'visitor', metered: false },
  'conversations:list': { payload: Nothing, answer: conversations.VisitorList, access: 'visitor', metered: false },
  'conversations:sync': {
    payload: conversations.Sync,
    answer: conversations.VisitorSynced,
    access: 'visitor',
    metered: false,
  },
  'conversations:history': {
    payload: conversations.History,
    answer: conversations.VisitorHistory,
    access: 'visitor',
    metered: false,
  },
  'conversations:post': {
    payload: conversations.VisitorPost,
    answer: conversations.Posted,
    access: 'visitor',
    metered: true,
  },
  'conversations:edit': {
    payload: conversations.Edit,
    answer: conversations.VisitorDone,
    access: 'visitor',
    metered: true,
  },
  'conversations:take-back': {
    payload: conversations.TakeBack,
    answer: conversations.VisitorDone,
    access: 'visitor',
    metered: true,
  },
  'conversations:react': {
    payload: conversations.React,
    answer: conversations.VisitorDone,
    access: 'visitor',
    metered: true,
  },
  'conversations:read': {
    payload: conversations.Read,
    answer: conversations.VisitorDone,
    access: 'visitor',
    metered: false,
  },
  'conversations:type': { payload: conversations.Typing, answer: Nothing, access: 'visitor', metered: false },
  'files:begin': { payload: files.Begin, answer: files.Begun, access: 'visitor', metered: false },
  'files:finish': { payload: files.OfFile, answer: files.Finished, access: 'visitor', metered: false },
  'files:discard': { payload: files.OfFile, answer: Nothing, access: 'visitor', metered: false },
  'files:addresses': { payload: files.WantAddresses, answer: files.Addresses, access: 'visitor', metered: false },
  'forms:answer': { payload: forms.AnswerForm, answer: Nothing, access: 'visitor', metered: true },
  'hours:opening': { payload: hours.OpeningOf, answer: hours.OneOpening, access: 'visitor', metered: false },
  'feedback:give': { payload: feedback.Give, answer: Nothing, access: 'visitor', metered: true },
  'boards:give': { payload: boards.Give, answer: boards.OneCard, access: 'visitor', metered: true },
  'boards:vote': { payload: boards.Vote, answer: boards.OneCard, access: 'visitor', metered: true },
  'feedback:rate': { payload: feedback.Rate, answer: feedback.OneRating, access: 'visitor', metered: true },
  'feedback:rating': { payload: feedback.RatingOf, answer: feedback.OneRating, access: 'visitor', metered: false },
  'surveys:due': { payload: surveys.DueSurvey, answer: surveys.SurveyDue, access: 'visitor', metered: false },
  'surveys:answer': { payload: surveys.AnswerSurvey, answer: Nothing, access: 'visitor', metered: true },
  'news:list': { payload: news.ListNews, answer: news.News, access: 'visitor', metered: false },
  'news:saw': { payload: news.Saw, answer: Nothing, access: 'visitor', metered: false },
  'notifications:standing': { payload: Nothing, answer: notifications.Standing, access: 'visitor', metered: false },
  'notifications:give-address': {
    payload: notifications.GiveAddress,
    answer: Nothing,
    access: 'visitor',
    metered: false,
  },
  'notifications:transcript': {
    payload: notifications.OfConversation,
    answer: Nothing,
    access: 'visitor',
    metered: false,
  },
  'people:arrive': { payload: people.Arrive, answer: Nothing, access: 'visitor', metered: false },
  'people:introduce': { payload: people.Introduce, answer: Nothing, access: 'visitor', metered: true },
  'staff:watch': { payload: Nothing, answer: staff.Here, access: 'visitor', metered: false },
} as const satisfies Record<string, VisitorRequest>;

/** Asked by the inbox and the API. */
export const staffRequests = {
  'articles:list': { payload: articles.OfSite, answer: articles.Shelves, access: 'viewer' },
  'articles:get': { payload: articles.OfText, answer: articles.OneText, access: 'viewer' },
  'articles:save': { payload: articles.Save, answer: articles.OneText, access: 'agent' },
  'articles:preview': { payload: articles.Preview, answer: articles.Previewed, access: 'agent' },
  'articles:versions': { payload: articles.OfText, answer: articles.Versions, access: 'viewer' },
  'articles:version': { payload: articles.OfVersion, answer: articles.OneVersion, access: 'viewer' },
  'articles:restore': { payload: articles.OfVersion, answer: articles.OneText, access: 'agent' },
  'articles:place': { payload: articles.Place, answer: articles.OneOutline, access: 'agent' },
  'articles:publish': { payload: articles.Publish, answer: articles.OneOutline, access: 'agent' },
  'articles:unpublish': { payload: articles.OfText, answer: articles.OneOutline, access: 'agent' },
  'articles:match': { payload: articles.OfText, answer: articles.OneOutline, access: 'agent' },
  'articles:remove': { payload: articles.OfArticle, answer: Nothing, access: 'agent' },
  'articles:bring-back': { payload: articles.OfArticle, answer: articles.OneOutline, access: 'agent' },
  'articles:save-collection': { payload: articles.SaveCollection, answer: articles.OneCollection, access: 'agent' },
  'articles:remove-collection': { payload: articles.OfCollection, answer: Nothing, access: 'agent' },
  'articles:synonyms': { payload: articles.OfSynonyms, answer: articles.SomeSynonyms, access: 'viewer' },
  'articles:set-synonyms': { payload: articles.SetSynonyms, answer: articles.SomeSynonyms, access: 'agent' },
  'articles:try-synonyms': { payload: articles.TrySynonyms, answer: articles.TriedSynonyms, access: 'viewer' },
  'articles:missed': { payload: articles.OfSite, answer: articles.ManyMissed, access: 'viewer' },
  'articles:helped': { payload: articles.OfArticle, answer: articles.HelpedHow, access: 'viewer' },
  'articles:tried': { payload: articles.OfTried, answer: articles.Tried, access: 'viewer' },
  'articles:drop-missed': { payload: articles.DropMissed, answer: Nothing, access: 'agent' },
  'boards:rules': { payload: boards.OfBoard, answer: boards.SomeRules, access: 'viewer' },
  'boards:set-rules': { payload: boards.SetBoardRules, answer: boards.SomeRules, access: 'admin' },
  'boards:list': { payload: boards.ListIdeas, answer: boards.Ideas, access: 'viewer' },
  'boards:get': { payload: boards.OfIdea, answer: boards.WholeIdea, access: 'viewer' },
  'boards:save': { payload: boards.SaveIdea, answer: boards.OneIdea, access: 'agent' },
  'boards:set-status': { payload: boards.SetStatus, answer: boards.OneIdea, access: 'agent' },
  'boards:let-in': { payload: boards.OfIdea, answer: boards.OneIdea, access: 'agent' },
  'boards:remove': { payload: boards.OfIdea, answer: Nothing, access: 'agent' },
  'boards:bring-back': { payload: boards.OfIdea, answer: boards.OneIdea, access: 'agent' },
  'boards:merge': { payload: boards.MergeIdeas, answer: boards.OneIdea, access: 'agent' },
  'boards:part': { payload: boards.OfIdea, answer: boards.OneIdea, access: 'agent' },
  'boards:vote': { payload: boards.VoteFor, answer: boards.OneIdea, access: 'agent' },
  'boards:of': { payload: boards.OfConversation, answer: boards.SomeIdeas, access: 'viewer' },
  'boards:alike': { payload: boards.SeekAlike, answer: boards.SomeIdeas, access: 'viewer' },
  'conversations:list': { payload: conversations.List, answer: conversations.StaffList, access: 'viewer' },
  'conversations:sync': { payload: conversations.Sync, answer: conversations.StaffSynced, access: 'viewer' },
  'conversations:history': { payload: conversations.History, answer: conversations.StaffHistory, access: 'viewer' },
  'conversations:post': { payload: conversations.StaffPost, answer: conversations.Posted, access: 'agent' },
  'conversations:edit': { payload: conversations.Edit, answer: conversations.StaffDone, access: 'agent' },
  'conversations:take-back': { payload: conversations.TakeBack, answer: conversations.StaffDone, access: 'agent' },
  'conversations:react': { payload: conversations.React, answer: conversations.StaffDone, access: 'agent' },
  'conversations:assign': { payload: conversations.Assign, answer: conversations.StaffDone, access: 'agent' },
  'conversations:assign-team': { payload: conversations.AssignTeam, answer: conversations.StaffDone, access: 'agent' },
  'conversations:close': { payload: conversations.Of, answer: conversations.StaffDone, access: 'agent' },
  'conversations:reopen': { payload: conversations.Of, answer: conversations.StaffDone, access: 'agent' },
  'conversations:read': { payload: conversations.Read, answer: conversations.StaffDone, access: 'viewer' },
  'conversations:type': { payload: conversations.StaffTyping, answer: Nothing, access: 'agent' },
  'conversations:look': { payload: conversations.Look, answer: Nothing, access: 'viewer' },
  'files:begin': { payload: files.StaffBegin, answer: files.Begun, access: 'agent' },
  'files:finish': { payload: files.OfFile, answer: files.Finished, access: 'agent' },
  'files:discard': { payload: files.OfFile, answer: Nothing, access: 'agent' },
  'files:rules': { payload: sites.OfSite, answer: files.Rules, access: 'viewer' },
  'files:set-rules': { payload: files.SetRules, answer: files.Rules, access: 'admin' },
  'people:get': { payload: people.GetPerson, answer: people.Profile, access: 'viewer' },
  'people:find': { payload: people.FindPeople, answer: people.Found, access: 'viewer' },
  'people:unmerge': { payload: people.Unmerge, answer: people.Unmerged, access: 'admin' },
  'feedback:asking': { payload: feedback.OfAsking, answer: feedback.Asking, access: 'viewer' },
  'feedback:ask': { payload: feedback.SetAsking, answer: feedback.Asking, access: 'admin' },
  'feedback:rating': { payload: feedback.RatingOf, answer: feedback.OneRating, access: 'viewer' },
  'feedback:list': { payload: feedback.ListFeedback, answer: feedback.FeedbackList, access: 'viewer' },
  'feedback:export': { payload: feedback.ListFeedback, answer: feedback.FeedbackExport, access: 'viewer' },
  'feedback:get': { payload: feedback.OfFeedback, answer: feedback.OneFeedback, access: 'viewer' },
  'feedback:change': { payload: feedback.ChangeFeedback, answer: feedback.OneFeedback, access: 'agent' },
  'feedback:answer': { payload: feedback.AnswerFeedback, answer: feedback.AnsweredFeedback, access: 'agent' },
  'surveys:list': { payload: surveys.OfSurveys, answer: surveys.Surveys, access: 'viewer' },
  'surveys:set': { payload: surveys.SetSurvey, answer: surveys.Surveys, access: 'admin' },
  'trends:rising': { payload: trends.OfTrends, answer: trends.Trends, access: 'viewer' },
  'surveys:words': { payload: surveys.OfSurvey, answer: surveys.SurveyWords, access: 'viewer' },
  'forms:get': { payload: forms.OfForm, answer: forms.SiteForm, access: 'viewer' },
  'forms:set': { payload: forms.SetForm, answer: forms.SiteForm, access: 'admin' },
  'forms:answers': { payload: forms.AnswersOf, answer: forms.Answers, access: 'viewer' },
  'hours:get': { payload: hours.OfHours, answer: hours.SiteHours, access: 'viewer' },
  'hours:set': { payload: hours.SetHours, answer: hours.SiteHours, access: 'admin' },
  'hours:try': { payload: hours.TryHours, answer: hours.Tried, access: 'viewer' },
  'people:secrets': { payload: people.SecretsOf, answer: people.Secrets, access: 'admin' },
  'people:make-secret': { payload: people.SecretsOf, answer: people.MadeSecret, access: 'admin' },
  'people:retire-secret': { payload: people.RetireSecret, answer: Nothing, access: 'admin' },
  'notifications:troubles': { payload: Nothing, answer: notifications.Troubles, access: 'viewer' },
  'staff:me': { payload: Nothing, answer: staff.OneMember, access: 'viewer' },
  'staff:list': { payload: Nothing, answer: staff.Everybody, access: 'viewer' },
  'staff:set-picture': { payload: staff.SetPicture, answer: staff.OneMember, access: 'viewer' },
  'staff:save-team': { payload: staff.SaveTeam, answer: staff.OneTeam, access: 'admin' },
  'staff:remove-team': { payload: staff.OfTeam, answer: Nothing, access: 'admin' },
  'staff:invite': { payload: staff.Invite, answer: staff.Invited, access: 'admin' },
  'staff:withdraw': { payload: staff.Withdraw, answer: Nothing, access: 'admin' },
  'staff:grant': { payload: staff.SetGrants, answer: staff.OneMember, access: 'admin' },
  'staff:remove': { payload: staff.Remove, answer: Nothing, access: 'admin' },
  'sites:list': { payload: Nothing, answer: sites.Sites, access: 'viewer' },
  'sites:get': { payload: sites.OfSite, answer: sites.LookedAtSite, access: 'viewer' },
  'sites:create': { payload: sites.CreateSite, answer: sites.OneSite, access: 'owner' },
  'sites:update': { payload: sites.UpdateSite, answer: sites.OneSite, access: 'admin' },
} as const satisfies Record<string, Request>;

/**
 * What visitors are told. Each `conversations:*` change carries a list. `visitor:ended`: this session is over, show nothing
 * of it any more.
 */
export type VisitorEvents = Record<conversations.ChangeEvent, (changes: conversations.VisitorChange[]) => void> & {
  'conversations:typed': (typed: conversations.Typed) => void;
  'news:came': (told: news.HasNews) => void;
  'staff:gathered': (now: staff.Here) => void;
  'hours:changed': () => void;
  'visitor:ended': () => void;
};

/** What staff are told. `staff:changed`: my roles or sites are others now. `staff:ended`: this session is over, sign in again. */
export type StaffEvents = Record<conversations.ChangeEvent, (changes: conversations.StaffChange[]) => void> & {
  'conversations:typed': (typed: conversations.Typed) => void;
  'conversations:looked': (looked: conversations.Looked) => void;
  'articles:changed': (changed: articles.Changed) => void;
  'articles:tried': (told: articles.TriedTold) => void;
  'feedback:changed': (changed: feedback.FeedbackChanged) => void;
  'boards:changed': (changed: boards.Changed) => void;
  'people:changed': (changed: people.Changed) => void;
  'staff:changed': () => void;
  'staff:teams-changed': (changed: Static<typeof staff.TeamsChanged>) => void;
  'staff:ended': () => void;
};

type Requests = Record<string, Request>;
export type Payload<R extends Requests, E extends keyof R> = Static<R[E]['payload']>;
export type Answer<R extends Requests, E extends keyof R> = ({ ok: true } & Static<R[E]['answer']>) | Refused;

export type VisitorRequests = typeof visitorRequests;
export type StaffRequests = typeof staffRequests;
