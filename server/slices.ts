import { randomBytes } from 'node:crypto';
import { openArticles } from './articles/articles.ts';
import { openCatalog } from './articles/catalog.ts';
import { openReaders } from './articles/readers.ts';
import { openSynonyms } from './articles/synonyms.ts';
import { openBoards } from './boards/boards.ts';
import { openWishes } from './boards/wishes.ts';
import { openAnswers } from './conversations/answers.ts';
import { openConversations } from './conversations/conversations.ts';
import { openPresence } from './conversations/presence.ts';
import { openFeedback } from './feedback/feedback.ts';
import { openGiven } from './feedback/given.ts';
import { openFiles } from './files/files.ts';
import { portrait } from './files/pictures.ts';
import { openForms } from './forms/forms.ts';
import type { Log } from './foundation/answer.ts';
import type { Settings } from './foundation/config.ts';
import type { Store } from './foundation/database/database.ts';
import { openJobs } from './foundation/jobs/jobs.ts';
import { type Limits, openAllowance, openFileAllowance, openLetterAllowance } from './foundation/limits.ts';
import { openMail } from './foundation/mail.ts';
import {
  everyStaffRoom,
  hereRoom,
  openOutgoing,
  personRoom,
  siteRoom,
  staffRoom,
} from './foundation/realtime/outgoing.ts';
import type { Live } from './foundation/realtime/realtime.ts';
import { openHours } from './hours/hours.ts';
import { openNews } from './news/news.ts';
import { openNotifications } from './notifications/notifications.ts';
import { openPeople } from './people/people.ts';
import { openSearch } from './search/search.ts';
import { openSites } from './sites/sites.ts';
import { openHere } from './staff/here.ts';
import { openStaff } from './staff/staff.ts';
import { openSurveys } from './surveys/surveys.ts';
import { openTrends } from './trends/trends.ts';

/** Until then the tabs of an absorbed session have heard of the new one. */
const ABSORBED_CUT_AFTER_MS = 3_000;

export type Slices = Awaited<ReturnType<typeof openSlices>>;

/** Builds every slice once, in the order in which they know each other. */
export async function openSlices(o: {
  store: Store;
  live: Live;
  settings: Settings;
  now: () => number;
  limits: Limits;
  log: Log;
  base(): string;
}) {
  const { store, live, settings, now, base } = o;
  const jobs = openJobs({ store, now, log: o.log });
  const outgoing = openOutgoing(live.io, jobs.stir);
  const staffDoor = live.io.of('/staff');
  const visitorDoor = live.io.of('/visitor');
  // Who may see every site has to hear of a new one at once.
  const sites = await openSites({
    ...{ store, now, narrowed: live.recheckVisitors },
    ownHost: URL.parse(settings.publicUrl ?? '')?.hostname ?? null,
    made: () => void live.readmit('staff', everyStaffRoom),
  });
  const staff = await openStaff({
    ...{ store, now, sites: sites.all, owner: settings.owner, linkBase: base },
    ended: ({ staff }) => void live.readmit('staff', staffRoom(staff)),
    left: (staff, { id, scope }) => conversations.release(staff, { kind: 'staff', id, scope, socket: null }),
    changed: (id) => {
      void live.readmit('staff', staffRoom(id));
      here.stir();
    },
    portrait,
    teamsChanged: (site) => outgoing.say(siteRoom(site), 'staff:teams-changed', { site }),
  });
  const people = await openPeople({
    ...{ store, now, limits: o.limits, freshSecret: randomBytes(32).toString('base64url') },
    waitingFor: async (person) => {
      const { rows } = await conversations.listOfVisitor({ kind: 'visitor', id: person, socket: null });
      const unread = rows.reduce((sum, row) => sum + row.unread, 0);
      return { unread, open: rows.some((row) => row.state.status === 'open') };
    },
    ended: ({ person, session }) => live.cutVisitors(personRoom(person), (caller) => caller.session === session),
    // Its tabs are about to come back by themselves, with the token that the answer brings.
    absorbed: (person) =>
      void setTimeout(() => live.cutVisitors(personRoom(person), () => true), ABSORBED_CUT_AFTER_MS).unref(),
    // Its tabs come back and ask what is theirs now.
    parted: (person) => live.io.of('/visitor').in(personRoom(person)).disconnectSockets(true),
    changed: (site, change) => {
      outgoing.say(siteRoom(site), 'people:changed', change);
      boards.met(site, change.person.id).catch((err) => o.log.error({ err }, 'the votes of somebody were not counted'));
    },
  });
  const search = openSearch();
  const catalog = openCatalog({ store, search, now, sites: () => sites.all().map(({ id }) => id) });
  const rewritten = (site: string, what: 'more' | 'less') => {
    catalog.changed(site, what);
    outgoing.say(siteRoom(site), 'articles:changed', { site });
  };
  const synonyms = openSynonyms({ store, catalog, changed: (site) => rewritten(site, 'less') });
  const articles = await openArticles({
    ...{ store, jobs, now, changed: rewritten },
    async published(site, article) {
      const asker = await readers.askerOf(article);
      if (asker) tellNews(site, [asker]);
    },
    // Conversations are built after.
    siteOf: async (conversation, scope) =>
      (await conversations.reachable({ conversation }, { kind: 'staff', id: '', scope, socket: null }))?.site,
    picturesOf: (site, pictures) => files.forArticle(site, pictures),
  });
  const tellNews = (site: string, persons: readonly string[]) =>
    void news.came(site, persons).catch((err) => o.log.error({ err }, 'somebody could not be told what came of it'));
  const feedback = openFeedback({ store, now });
  const surveys = openSurveys({ store, now });
  const boardChanged = (site: string) => outgoing.say(siteRoom(site), 'boards:changed', { site });
  const boards = openBoards({
    ...{ store, now, people: people.of, changed: boardChanged },
    became: (site, voters) => tellNews(site, voters),
    // Conversations are built after.
    siteOf: async (conversation, scope) =>
      (await conversations.reachable({ conversation }, { kind: 'staff', id: '', scope, socket: null }))?.site,
  });
  await boards.countAgain();
  const wishes = openWishes({ store, now, rulesOf: boards.rulesOf, changed: boardChanged });
  const hours = openHours({
    ...{ store, now, siteOfTeam: staff.siteOfTeam },
    changed(site) {
      visitorDoor.to(hereRoom(site)).emit('hours:changed');
      here.stir();
    },
  });
  const here = openHere({
    connected: () => [...staffDoor.sockets.values()].flatMap(({ data }) => data.caller ?? []),
    ...{ mayAnswer: staff.mayAnswer, present: staff.present },
    isOpen: async (site) => (await hours.opening({ site }))?.open !== false,
    join: (socket, site) => void visitorDoor.sockets.get(socket)?.join(hereRoom(site)),
    isWatched: (site) => visitorDoor.adapter.rooms.has(hereRoom(site)),
    tell: (site, here) => void visitorDoor.to(hereRoom(site)).emit('staff:gathered', { here }),
    failed: (err) => o.log.error({ err }, 'visitors could not be told who is there'),
  });
  const presence = openPresence({
    ...{ outgoing, now },
    seat: (socket, room, present) => {
      const at = staffDoor.sockets.get(socket);
      void (present ? at?.join(room) : at?.leave(room));
    },
  });
  // Which message, feedback or article has a file is known to slices that are built after.
  const files = await openFiles({
    spendBytes: openFileAllowance(o.limits, now),
    ...{ store, now, dataDir: settings.dataDir, freshSecret: randomBytes(32).toString('base64url') },
    personOf: people.personOf,
    holder: async (file) => (await conversations.holderOf(file)) ?? given.holderOf(file),
    held: async (some) => [
      ...(await conversations.heldAmong(some)),
      ...(await given.heldAmong(some)),
      ...(await articles.heldAmong(some)),
    ],
    isPublished: articles.isPublished,
    siteOf: async (conversation, by) =>
      (await conversations.reachable({ conversation }, { ...by, socket: null }))?.site,
  });
  const conversations = openConversations({
    ...{ store, outgoing, now, people },
    files: {
      ...files,
      // What came with feedback stays there.
      async dropped(ids) {
        const held = await given.heldAmong(ids);
        await files.dropped(ids.filter((id) => !held.includes(id)));
      },
    },
    faceOf: staff.face,
    mayAnswer: staff.mayAnswer,
    siteOfTeam: staff.siteOfTeam,
  });
  const given = openGiven({
    ...{ store, now, files, personsOf: people.of, mayAnswer: staff.mayAnswer },
    post: {
      asVisitor: ({ person, ...message }) =>
        conversations.postAsVisitor(message, { kind: 'visitor', id: person, socket: null }),
      asStaff: (message, { id, scope }) =>
        conversations.postAsStaff({ ...message, note: false }, { kind: 'staff', id, scope, socket: null }),
    },
    changed: (site, feedback) => outgoing.say(siteRoom(site), 'feedback:changed', { site, feedback }),
  });
  const trends = openTrends({
    now,
    asked: async (p) =>
      (await conversations.askedSince(p)).map(({ conversation, ...said }) => ({
        ...said,
        ...{ in: 'conversation' as const, id: conversation },
      })),
    told: async (p) => (await given.since(p)).map((said) => ({ ...said, in: 'feedback' as const })),
  });
  const told = openAnswers({ store, faceOf: staff.face });
  const readers = openReaders({
    ...{ store, now, holder: told.holder },
    changed: (site) => outgoing.say(siteRoom(site), 'articles:changed', { site }),
    tried: (of) => outgoing.say(siteRoom(of.site), 'articles:tried', of),
  });
  const news = openNews({
    now,
    ideas: { untold: wishes.became, markTold: wishes.markTold },
    articles: { untold: readers.writtenFor, markTold: readers.markWritten },
    async tell(person, count) {
      const room = personRoom(person);
      if (visitorDoor.adapter.rooms.has(room)) visitorDoor.to(room).emit('news:came', { count: await count() });
    },
  });
  const forms = openForms({ store, now, say: people.say, holder: told.holder });
  const { mail } = settings;
  const secret = randomBytes(32).toString('base64url');
  const notifications = await openNotifications({
    ...{ store, jobs, now, base, ...told, addresses: people.addresses },
    ...{ mail: mail && openMail(mail), answerAfterMs: mail?.answerAfterMs ?? 0 },
    secret: await people.keepSecret('mail_links', secret),
    site: sites.byId,
    isConnected: (person) => live.io.of('/visitor').adapter.rooms.has(personRoom(person)),
    replyTo: staff.firstOwner,
    spendLetter: openLetterAllowance(o.limits, now),
  });
  jobs.start();
  return {
    spend: openAllowance(o.limits, now),
    search,
    catalog,
    synonyms,
    articles,
    readers,
    boards,
    wishes,
    jobs,
    news,
    notifications,
    sites,
    staff,
    people,
    feedback,
    surveys,
    trends,
    given,
    forms,
    hours,
    here,
    presence,
    files,
    conversations,
  };
}
