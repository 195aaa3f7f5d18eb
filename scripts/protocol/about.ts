import Type, { type TSchema } from 'typebox';
import { Changed as ArticlesChanged, TriedTold } from '../../protocol/articles.ts';
import { Changed as BoardChanged } from '../../protocol/boards.ts';
import { Looked, StaffChange, Typed, VisitorChange } from '../../protocol/conversations.ts';
import { FeedbackChanged } from '../../protocol/feedback.ts';
import { HasNews } from '../../protocol/news.ts';
import { Changed as PersonChanged } from '../../protocol/people.ts';
import type { routes } from '../../protocol/routes.ts';
import type { StaffEvents, StaffRequests, VisitorEvents, VisitorRequests } from '../../protocol/sockets.ts';
import { Here, TeamsChanged } from '../../protocol/staff.ts';

/** One sentence or two for everything in the contract: a new request without one does not compile. */
export const aboutRoutes: Record<keyof typeof routes, string> = {
  'POST /api/visitor/sessions':
    'Opens a browser’s session on a site: of the person whose pass is the bearer, or of a new unknown one. The page’s Origin has to be one of the site’s. Ask when the visitor first sends something, not before.',
  'POST /api/visitor/sessions/renew': 'A fresh token for the same session, after `token_expired`.',
  'POST /api/visitor/welcome':
    'What a chat has to know of its site once somebody has opened it: whether anybody answers now, when that changes, and who is there. It says nothing about who asks.',
  'POST /api/visitor/articles/browse':
    'Shelves of a site’s help in a language, or in the nearest that there is, and what fits the page. It is public and says nothing about who asks.',
  'POST /api/visitor/articles/search':
    'The best ten articles for some words; the last may not be typed to its end yet. `settled` says that nothing more is typed: what is not found is counted for the owner.',
  'POST /api/visitor/articles/suggest':
    'Three articles at most that may answer somebody before they ask: by the page that they are on, or by the words of what they are about to send. Nothing of it is kept.',
  'POST /api/visitor/articles/helped':
    'Whether an article helped, and a word about it. It is counted by the article and not by who says it; the same `id` again takes the place of what was said before.',
  'POST /api/visitor/boards/browse':
    'Ideas of a site’s board that is open, by votes or the newest first, with words to look for or without, and what waits of one’s own. With a token it tells for which of them its person has voted.',
  'POST /api/visitor/boards/read':
    'One idea that its reader may see; of one that was merged, what it is now. `counts` says whether the votes of whoever asks are counted.',
  'POST /api/visitor/boards/alike':
    'Three ideas at most that have much of some words in them, as they are written so far: to vote for instead. Nothing of it is kept.',
  'POST /api/visitor/articles/read':
    'One article, by its id or by a name that it has or had in an address: as nodes of a known kind, never as markup.',
  'POST /api/visitor/people/identify':
    'Says by a token that the site’s server has signed who is on the page. A session or pass that comes as the bearer and belongs to nobody proven is absorbed; a session of somebody else is ended. Where there is no session, the answer brings a pass, to be kept in memory until the visitor acts.',
  'POST /api/visitor/people/update':
    'What the page knows of whoever is on it. Unsigned it proves nothing and merges nothing; signed it has to be about the person of the bearer.',
  'POST /api/visitor/people/track':
    'Something that whoever is on the page did there. The newest two hundred of a person are kept.',
  'POST /api/visitor/people/logout': 'Ends the session of the bearer and cuts its sockets.',
  'POST /api/visitor/files/rules':
    'What a site takes as files: kinds and bytes. Ask when a visitor wants to attach one, not before.',
  'POST /api/visitor/notifications/continue':
    'Sends the way to somebody’s conversations to their address, where it is proven to be theirs. The answer is the same where it is not.',
  'GET /api/staff/start': 'What a sign-in page needs to know: whether there is an owner yet, and who is signed in.',
  'POST /api/staff/first-owner': 'Makes the first owner with the one-time code that the server printed, and signs in.',
  'POST /api/staff/sign-in': 'Sets the session cookie. Wrong tries are slowed, by account and by address.',
  'POST /api/staff/sign-out': 'Ends this session and its sockets.',
  'POST /api/staff/invitation': 'Whom the token of an invitation link is for.',
  'POST /api/staff/join': 'Accepts an invitation with a name and a password, and signs in.',
};

export const aboutRequests: {
  visitor: Record<keyof VisitorRequests, string>;
  staff: Record<keyof StaffRequests, string>;
} = {
  visitor: {
    'articles:tell-tried':
      'What the visitor searched for and read before they asked, for staff to see beside the conversation. Told again it takes the place of what was told.',
    'boards:give':
      'Gives an idea, and a vote for it. It may wait until staff let it in: until then its author alone sees it.',
    'boards:vote':
      'Votes for an idea, or takes that back. The votes of people of whom it is known who they are count, each once.',
    'conversations:list': 'The person’s conversations, newest activity first.',
    'conversations:sync':
      'Without `from` the newest page; with it what changed since then. While `more`, ask again from `to`. After `reset` forget what you have: this is the newest page.',
    'conversations:history': 'The messages before a `seq`, oldest first.',
    'conversations:post':
      'Sends a message: into the conversation named, into the person’s newest open one, or into a new one where there is none. `start` begins another on purpose, under an id of your own. `files` are finished ones; with them, `body` may be empty.',
    'conversations:edit':
      'Replaces the text of one’s own message, within the time that the site allows. Staff keep the earlier text.',
    'conversations:take-back':
      'Takes one’s own message back, within the time that the site allows: its text is gone everywhere, its place stays.',
    'conversations:react': 'Gives a message the visitor’s emoji, or takes it away.',
    'conversations:read': 'Says how far the visitor has read.',
    'conversations:type': 'Says that the visitor began or stopped typing.',
    'files:begin':
      'Announces a file, and tells how much of it has arrived: its bytes go over `PUT /api/visitor/files/<id>`, from there on. What the site does not take is refused here.',
    'files:finish':
      'After the last byte: looks at what arrived, writes pictures anew, and keeps the file for a message to take within 23 hours.',
    'files:discard': 'Forgets a file that is not sent after all.',
    'files:addresses': 'Fresh addresses of files that were told without, or whose addresses ran out.',
    'forms:answer':
      'Keeps what was answered to the form of the site, before the message that begins the conversation. What is typed there proves nothing.',
    'hours:opening': 'How it is with whoever answers in a conversation: its team, or else the site.',
    'feedback:give':
      'Tells a bug, an idea or praise without beginning a conversation, once: the same id again is the same. A bug needs a text or a finished file, an idea a title, praise a score. `page` and `errors` are what the visitor was shown and let go along.',
    'feedback:rate':
      'How the visitor liked a conversation of theirs: the tap, and later the same with a word. After a word nothing changes.',
    'feedback:rating': 'How the visitor rated a conversation, if they did.',
    'surveys:due': 'What the visitor is to be asked on this page now. Nothing within seven days of the last question.',
    'surveys:answer':
      'That a question was shown (`score` null), the score, and later the same with a word, all with one id. What was said stays.',
    'people:introduce':
      'Where the visitor wants to be answered, too. It proves nothing: the address of somebody who is proven stays.',
    'news:list':
      'What became of the ideas that the visitor voted for, and what was written because they asked, as far as they were not told yet.',
    'news:saw': 'They know all of it now, up to a moment: each thing is told once, in whatever browser.',
    'notifications:standing': 'Whether mail goes out from here, and where the person is answered.',
    'notifications:give-address':
      'Keeps the address that the visitor wants to be answered at, and sends a letter there that asks whether it is theirs. Once one is proven it stays.',
    'notifications:transcript': 'Sends a conversation to the address that the visitor has proven to be theirs.',
    'people:arrive': 'Where the visitor came from and is now. The same id again moves the same visit on.',
    'staff:watch': 'Who of the staff is there now to answer. From then on this line is told when that changes.',
  },
  staff: {
    'articles:list': 'Shelves and articles of a site, and how each stands in each language.',
    'articles:get': 'The newest text of an article in a language, published or not, and what it says as nodes.',
    'articles:save':
      'Writes a text down; the first one makes the article. `edits` is what the last answer said (0: nothing was there): where somebody else wrote in between it is a conflict. What one writes within 15 minutes is one version.',
    'articles:preview': 'What a Markdown text says, as nodes. Nothing is kept.',
    'articles:versions': 'All texts that an article had in a language, the newest first, without the texts.',
    'articles:version': 'One of them.',
    'articles:restore': 'Says again what an older version said, as a version of its own.',
    'articles:place':
      'Puts an article on a shelf, behind another, on the pages where it is suggested, or before other readers. What is left out stays.',
    'articles:publish':
      'Shows visitors the newest text, now or at a time. `slug` is its name in addresses; names that it had lead on to it.',
    'articles:unpublish': 'Visitors do not see a text any more, and it is not published later either.',
    'articles:match': 'A translation says what its original says: it is not stale any more.',
    'articles:remove': 'Takes an article away, with all its languages. It can be brought back.',
    'articles:bring-back': 'Brings a removed article back as it was.',
    'articles:save-collection': 'Makes a shelf or changes it: its names per language, and the place.',
    'articles:remove-collection': 'Takes a shelf away; what stood on it stands on none.',
    'articles:synonyms': 'Groups of words of which each finds what the others find.',
    'articles:set-synonyms': 'Sets them.',
    'articles:try-synonyms': 'Says what visitors find by some words, and what they would find with other synonyms.',
    'articles:missed': 'What visitors searched for in vain, the most wanted first.',
    'articles:helped':
      'How many said that an article helped them, how many that it did not, and the newest hundred words about it.',
    'articles:tried':
      'What somebody searched for and read before they asked, and the articles that were begun from the conversation.',
    'articles:drop-missed': 'Forgets one of them.',
    'conversations:list':
      'A page of the queue, newest activity first, with the counts of all views. `words` looks for names, addresses and words of the messages.',
    'conversations:sync':
      'Without `from` the newest page; with it what changed since then. While `more`, ask again from `to`. After `reset` forget what you have: this is the newest page.',
    'conversations:history': 'The messages before a `seq`, oldest first.',
    'conversations:post':
      'Answers the visitor, or leaves a `note` that staff alone see. `files` are finished ones; with them, `body` may be empty.',
    'files:begin':
      'Announces a file for a `conversation`, or a picture for the articles of a `site`, and tells how much of it has arrived: its bytes go over `PUT /api/staff/files/<id>`, from there on. A finished picture of 640 × 480 stands in an article’s Markdown as `![what it shows](/foyer/articles/<id>-640x480)`; visitors get it from there once that text is published. What no text shows is gone after two weeks.',
    'files:finish': 'After the last byte: looks at what arrived, writes pictures anew, and keeps the file.',
    'files:discard': 'Forgets a file that is not sent after all.',
    'files:rules': 'What a site takes as files.',
    'files:set-rules': 'Says what a site takes as files, from now on.',
    'conversations:edit': 'Replaces the text of one’s own message or note.',
    'conversations:take-back': 'Takes one’s own message or note back.',
    'conversations:react': 'Gives a message or note the caller’s emoji, or takes it away.',
    'conversations:assign': 'Gives a conversation to somebody who may answer on its site, or to nobody.',
    'conversations:assign-team': 'Gives a conversation to a team of its site, or to none. Whoever has it keeps it.',
    'conversations:close': 'Closes a conversation. What the visitor writes later opens it again.',
    'conversations:reopen': 'Opens a closed conversation again.',
    'conversations:read': 'Says how far the caller has read: unread is each person’s own.',
    'conversations:type': 'Says that the caller began or stopped typing.',
    'conversations:look': 'Says which conversation the caller has before them, or none. Colleagues there are told.',
    'people:get': 'Who somebody is: their visits and conversations, newest first, twenty of each at most.',
    'people:find': 'People of a site by a part of their name or address.',
    'people:unmerge': 'Undoes that somebody unknown became a person: what went along with them is theirs again.',
    'surveys:list': 'What a site asks now and then, how often it was shown, and how often each score was given.',
    'surveys:set':
      'Makes a survey, or changes it. A question of the owner’s own needs a text; of others it may be empty.',
    'trends:rising':
      'What more people ask and tell of this week than before, as words and as tags, with the sentences behind it.',
    'surveys:words': 'What people said with a score, newest first, a hundred of them.',
    'forms:get': 'What a site asks before a conversation.',
    'forms:set': 'Changes that, or switches it on or off. Who is being asked at the moment is asked as before.',
    'forms:answers': 'What the visitor answered before a conversation.',
    'boards:rules': 'How the board of a site is kept. It is closed until somebody opens it.',
    'boards:set-rules': 'Sets that.',
    'boards:list': 'Ideas of a site, 50 at a time, and how many there are of each status.',
    'boards:get': 'An idea with what became of it, who voted, and what was merged into it.',
    'boards:save': 'Makes an idea, also in somebody’s name, or changes its words.',
    'boards:set-status': 'Says what is to become of an idea, with a word about it or without.',
    'boards:let-in': 'Shows an idea that waits to everybody.',
    'boards:remove': 'Takes an idea away. It can be brought back.',
    'boards:bring-back': 'Brings a removed idea back as it was.',
    'boards:merge':
      'Puts an idea into another one of the site, with its votes: whoever voted for both counts once. Gives back the other one.',
    'boards:part': 'Makes a merged idea one of its own again, with the votes that were given to it.',
    'boards:vote': 'Votes in somebody’s name, or takes their vote back.',
    'boards:alike': 'Ideas with much of some words in them: whoever writes one down sees what there is.',
    'boards:of': 'The ideas that were made of a conversation, and those that its visitor asked for in it.',
    'feedback:asking': 'Whether a site asks how a closed conversation was liked.',
    'feedback:ask': 'Switches that on or off.',
    'feedback:rating': 'How the visitor rated a conversation, if they did.',
    'feedback:list':
      'A page of what visitors gave, newest first, with counts per status and all tags. `words` looks for titles and texts.',
    'feedback:export': 'The same page, each of it whole: to be kept elsewhere.',
    'feedback:get': 'All of it, with the pictures and where it was given.',
    'feedback:change': 'Says who looks after it, how it stands and what it is about. What is left out stays.',
    'feedback:answer':
      'Answers it where its person reads: their open conversation, or a new one, gets what they told as their own message, and this below it.',
    'hours:get': 'When a site answers, or a team of it, and how it is now.',
    'hours:set':
      'Sets the weekly hours and holidays of a site or a team. Without `hours` a site is always open, a team keeps those of its site.',
    'hours:try': 'How it would be now with these hours; nothing is kept.',
    'people:secrets': 'The secrets by which a site proves who its visitors are, without the secrets themselves.',
    'people:make-secret':
      'A new secret, shown here and never again. Two can be valid, so that one can be exchanged for the other.',
    'people:retire-secret': 'Ends a secret: what was signed by it proves nothing from now on.',
    'notifications:troubles': 'How mail goes: whether it is on, and what could not be sent.',
    'staff:me': 'Who the caller is.',
    'staff:list': 'Everybody who shares a site with the caller, the open invitations there, and the teams.',
    'staff:set-picture':
      'Shows visitors another picture of the caller, or none. It is written anew as a small square, so nothing else of it is left.',
    'staff:save-team': 'Makes a team of a site, or gives it another name and other members.',
    'staff:remove-team': 'Ends a team. Its conversations stay with whoever has them; its hours count no more.',
    'staff:invite': 'Invites a colleague. The link is given out here and never again; it works for seven days.',
    'staff:withdraw': 'Ends an invitation that nobody has accepted yet.',
    'staff:grant': 'Gives a colleague these roles instead of those they had.',
    'staff:remove': 'Ends a membership: sessions are gone, sockets are cut. What they wrote stays under their name.',
    'sites:list': 'The sites that the caller may see, and the address that the snippet begins with.',
    'sites:get': 'One site.',
    'sites:create': 'A new site with the first address that may embed it.',
    'sites:update': 'Changes what is given and leaves the rest.',
  },
};

type Told = { payload: TSchema | null; about: string };
const [visitorChanges, staffChanges] = [Type.Array(VisitorChange), Type.Array(StaffChange)];

/** What is told, and what it carries. */
export const events: { visitor: Record<keyof VisitorEvents, Told>; staff: Record<keyof StaffEvents, Told> } = {
  visitor: {
    ...changes(visitorChanges),
    'conversations:typed': { payload: Typed, about: 'Somebody on the staff began or stopped typing.' },
    'staff:gathered': { payload: Here, about: 'Others of the staff are there now. Told to lines that asked who is.' },
    'news:came': {
      payload: HasNews,
      about: 'An idea that the visitor voted for has another status, or an article answers what they asked.',
    },
    'hours:changed': {
      payload: null,
      about:
        'Somebody set other hours: ask for the welcome and the opening once more. Told to lines that asked who is there.',
    },
    'visitor:ended': { payload: null, about: 'This session is over: show nothing of it any more.' },
  },
  staff: {
    ...changes(staffChanges),
    'conversations:typed': { payload: Typed, about: 'The visitor or a colleague began or stopped typing.' },
    'conversations:looked': { payload: Looked, about: 'Who has a conversation before them now.' },
    'articles:changed': {
      payload: ArticlesChanged,
      about: 'What staff or visitors see of a site’s articles is another now: ask anew for what is shown.',
    },
    'articles:tried': {
      payload: TriedTold,
      about: 'What a visitor searched for and read before they asked is known now.',
    },
    'feedback:changed': {
      payload: FeedbackChanged,
      about: 'Somebody has given feedback, or staff have changed how it stands.',
    },
    'boards:changed': {
      payload: BoardChanged,
      about: 'Something on the board of a site is another now: ask anew for what is shown.',
    },
    'people:changed': {
      payload: PersonChanged,
      about:
        'Somebody’s name, address or certainty, or what is told of them, is another now; conversations of `was`, or those named, are theirs.',
    },
    'staff:changed': {
      payload: null,
      about: 'My roles, or the sites that I may see, are others now: ask anew for what is shown.',
    },
    'staff:teams-changed': {
      payload: TeamsChanged,
      about: 'The teams of a site are others now: ask anew for `staff:list`.',
    },
    'staff:ended': { payload: null, about: 'This session is over: sign in again.' },
  },
};

function changes(payload: TSchema) {
  return {
    'conversations:posted': { payload, about: 'New messages. Whoever sent one does not hear of it again.' },
    'conversations:edited': { payload, about: 'A message has another text.' },
    'conversations:taken-back': { payload, about: 'A message lost its text.' },
    'conversations:reacted': { payload, about: 'Somebody gave a message an emoji, or took it away.' },
    'conversations:read': { payload, about: 'Somebody has read further.' },
    'conversations:assigned': { payload, about: 'Somebody else, nobody, or another team has the conversation now.' },
    'conversations:closed': { payload, about: 'A conversation was closed.' },
    'conversations:reopened': { payload, about: 'A conversation is open again.' },
  };
}
