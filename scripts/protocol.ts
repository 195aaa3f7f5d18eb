/** `npm run protocol` writes docs/protocol.md from protocol/: what each door takes, answers and tells, with examples that fit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_PART_BYTES } from '../protocol/files.ts';
import { problems } from '../protocol/problem.ts';
import { routes } from '../protocol/routes.ts';
import {
  ACK_TIMEOUT_MS,
  MAX_FRAME_BYTES,
  PING_EVERY_MS,
  PING_TIMEOUT_MS,
  PROTOCOL,
  type Request,
  staffRequests,
  visitorRequests,
} from '../protocol/sockets.ts';
import { aboutRequests, aboutRoutes, events } from './protocol/about.ts';
import { exampleOf } from './protocol/examples.ts';
import { answerOf, notationOf, shapesIn } from './protocol/notation.ts';

export const file = join(import.meta.dirname, '..', 'docs', 'protocol.md');

/** The whole document. */
export function protocolDocument(): string {
  const schemas = [
    ...Object.values(visitorRequests),
    ...Object.values(staffRequests),
    ...Object.values(routes),
  ].flatMap(({ payload, answer }) => [payload, answer]);
  const told = [...Object.values(events.visitor), ...Object.values(events.staff)].flatMap(
    ({ payload }) => payload ?? [],
  );
  return [
    intro(),
    '## Before there is a session',
    ...Object.entries(routes).map(([name, route]) => routeText(name, route)),
    '## What visitors ask',
    'Over the `/visitor` socket by name, or over HTTP. Each takes a visitor’s session token.',
    ...Object.entries(visitorRequests).map(([name, request]) => requestText('visitor', name, request)),
    '## What visitors are told',
    ...eventTexts(events.visitor),
    '## What staff ask',
    'Over the `/staff` socket by name, or over HTTP. The role is the least that may ask; an answer holds only sites where the caller has it.',
    ...Object.entries(staffRequests).map(([name, request]) => requestText('staff', name, request)),
    '## What staff are told',
    ...eventTexts(events.staff),
    '## Shapes',
    shapesText([...schemas, ...told]),
    problemsText(),
  ]
    .join('\n\n')
    .concat('\n');
}

function intro(): string {
  return `# The protocol

Written by \`npm run protocol\` from the schemas in \`protocol/\`; a test fails when it is out of date. This is version ${PROTOCOL}.

Everything that can be asked is asked in the same way at two places, with the same payload and the same answer:

\`\`\`js
// over the socket: websocket only, an ack on every request
const socket = io('https://chat.example.com/visitor', {
  transports: ['websocket'],
  query: { site: SITE_KEY },
  auth: { protocol: ${PROTOCOL}, site: SITE_KEY, token },
});
socket.emit('conversations:post', { id, body: 'Hello' }, (answer) => {});
\`\`\`

\`\`\`sh
# over HTTP
curl https://chat.example.com/api/visitor/conversations/post \\
  -H "authorization: Bearer $TOKEN" -H 'foyer-protocol: ${PROTOCOL}' -H 'content-type: application/json' \\
  -d '{"id":"0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b71","body":"Hello"}'
\`\`\`

- An answer is \`{ "ok": true, … }\` or \`{ "ok": false, "problem": { … } }\`. Over HTTP a refusal is the problem itself, as \`application/problem+json\` with its status. \`problem.final\` says whether the same request could ever succeed.
- Staff use \`io('/staff', { transports: ['websocket'], auth: { protocol: ${PROTOCOL} } })\` and \`/api/staff/…\` from our own origin with the session cookie. A refused connection carries the problem in \`error.data\`.
- An answer to a write means that it is on disk. Ids are made by whoever sends (UUID version 7), so that sending again after ${ACK_TIMEOUT_MS / 1000} s without an answer is safe: the same id gives the same answer and nothing twice.
- A change leads a conversation from version \`from\` to version \`to\`. Apply it only if you are at \`from\`; otherwise ask \`conversations:sync\` with your version until \`more\` is false. Rows replace those with the same id (marks: the same reader) and a lower version.
- Visitors count only what they see: their \`seq\` and \`version\` skip notes and tell nothing of them.
- A frame or body has at most ${MAX_FRAME_BYTES.toLocaleString('en')} bytes. The server pings every ${PING_EVERY_MS / 1000} s and gives up after ${PING_TIMEOUT_MS / 1000} s of silence.
- A file comes before its message. Announce it by \`files:begin\`, send its bytes as \`application/octet-stream\` by \`PUT /api/<door>/files/<id>\` in parts of at most ${MAX_PART_BYTES.toLocaleString('en')} bytes, each with the header \`upload-offset\`, end with \`files:finish\`, and name it in \`files\` of the message. After a cut, \`files:begin\` with the same id tells how much has arrived; go on from there. What it is, its bytes decide: pictures are written anew, and only they are shown; everything else is a download.
- A file of a message is read at its \`address\`, below the address of Foyer; with \`/download\` for \`/whole\` in it, it comes as an attachment. A visitor’s addresses are signed for one session and an hour at most; every \`conversations:sync\` gives fresh ones, and so does \`files:addresses\`. What is told live has none.
- \`/api/openapi.json\` describes the HTTP side for machines.`;
}

function routeText(name: string, route: (typeof routes)[keyof typeof routes]): string {
  const about = aboutRoutes[name as keyof typeof routes];
  const who = { anyone: 'anyone', visitor: 'a visitor’s token, an expired one too', staff: 'a staff session' }[
    route.access
  ];
  const path = name.split(' ')[1] as string;
  return entry(`\`${name}\``, `For ${who}. ${about}`, route, path);
}

function requestText(door: 'visitor' | 'staff', name: string, request: Request): string {
  const path = `/api/${door}/${name.replace(':', '/')}`;
  const limit = 'metered' in request && request.metered ? ' Counts against what a visitor may write.' : '';
  const about = `${aboutRequests[door][name as never]}${limit}`;
  return entry(`\`${name}\``, `**${request.access}** · \`POST ${path}\`\n\n${about}`, request, `${door} ${name}`);
}

function entry(
  title: string,
  about: string,
  { payload, answer }: Pick<Request, 'payload' | 'answer'>,
  where: string,
): string {
  const example = JSON.stringify(exampleOf(payload, where), null, 2);
  const shown = example === '{}' ? '' : `\n\n\`\`\`json\n${example}\n\`\`\``;
  return `### ${title}\n\n${about}\n\n- takes \`${notationOf(payload)}\`\n- answers \`${answerOf(answer)}\`${shown}`;
}

function eventTexts(table: (typeof events)['visitor' | 'staff']): string[] {
  return Object.entries(table).map(([name, { payload, about }]) => {
    const shape = payload ? `\`${notationOf(payload)}\`` : 'nothing';
    return `### \`${name}\`\n\n${about} Carries ${shape}.${exampleText(payload, name)}`;
  });
}

/** All changes look alike: one example says it. */
function exampleText(payload: Request['payload'] | null, name: string): string {
  const shown = payload && (!('items' in payload) || name === 'conversations:posted');
  return shown ? `\n\n\`\`\`json\n${JSON.stringify(exampleOf(payload, name), null, 2)}\n\`\`\`` : '';
}

function shapesText(schemas: Request['payload'][]): string {
  return shapesIn(schemas)
    .map(([name, text]) => `- **${name}**: ${text}`)
    .join('\n');
}

function problemsText(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, final, title }]) => `| \`${code}\` | ${status} | ${final ? 'yes' : 'no'} | ${title} |`,
  );
  return `## Problems\n\nBeside these a problem names the wrong \`field\` (a path), says in \`detail\` what is wrong with it, and in \`retryAfterMs\` when to come back.\n\n| code | status | final | sentence |\n|---|---|---|---|\n${rows.join('\n')}`;
}

if (import.meta.main) writeFileSync(file, protocolDocument());
