import Type, { type Static } from 'typebox';

/**
 * Every refusal that Foyer gives, with its HTTP status.
 * `final` tells a client whether the same request could ever succeed: a final one is parked, another one is tried again.
 */
export const problems = {
  bad_input: { status: 400, final: true, title: 'Something in this request is not as it should be.' },
  too_large: { status: 413, final: true, title: 'This is larger than we can take.' },
  not_signed_in: { status: 401, final: false, title: 'Please sign in.' },
  token_expired: { status: 401, final: false, title: 'This session has to be renewed.' },
  token_invalid: { status: 401, final: false, title: 'This session is not known here any more.' },
  wrong_credentials: { status: 401, final: true, title: 'E-mail address or password is not right.' },
  wrong_code: { status: 403, final: true, title: 'This code is not right, or was used already.' },
  identity_missing: { status: 401, final: true, title: 'Nothing came that says who this is.' },
  identity_wrong: { status: 401, final: true, title: 'This does not prove who somebody is.' },
  identity_expired: { status: 401, final: true, title: 'This proof of who somebody is has run out.' },
  forbidden: { status: 403, final: true, title: 'Your role does not allow this.' },
  origin_refused: { status: 403, final: true, title: 'This website is not on the list of allowed addresses.' },
  not_found: { status: 404, final: true, title: 'There is nothing here, or it is not yours to see.' },
  kind_refused: { status: 415, final: true, title: 'This kind of file is not taken here.' },
  picture_refused: { status: 422, final: true, title: 'This picture cannot be read, or is larger than we can take.' },
  motion_refused: { status: 415, final: true, title: 'A PNG picture that moves is not taken here. Send it as a GIF.' },
  too_late: { status: 409, final: true, title: 'It is too late to change this message.' },
  conflict: { status: 409, final: true, title: 'This contradicts something that is already stored.' },
  no_mail: { status: 409, final: true, title: 'No mail is sent from here.' },
  no_more_mail: {
    status: 409,
    final: true,
    title: 'This address has asked for no more mail from here. The link at the end of an earlier letter changes that.',
  },
  upgrade: { status: 426, final: false, title: 'This page is too old for the server. Reload it.' },
  too_many: { status: 429, final: false, title: 'That was a lot in a short time. Please wait a moment.' },
  work_wanted: { status: 428, final: false, title: 'Many begin at once here. This browser has to work for a session.' },
  internal: { status: 500, final: false, title: 'Something went wrong on our side.' },
  unavailable: {
    status: 503,
    final: false,
    title: 'We cannot store anything at the moment. Nothing is lost: try again soon.',
  },
} as const;

export type ProblemCode = keyof typeof problems;

/**
 * What has to be worked for a session while many begin at once. For each round, counted from 0, a number is to be found that makes the
 * SHA-256 of `<the challenge's last 32 characters>.<round>.<number>` begin with so many zero bits.
 */
const Work = Type.Object(
  { challenge: Type.String(), rounds: Type.Integer(), bits: Type.Integer() },
  { additionalProperties: false, description: 'what to find before the same request is taken' },
);
export type Work = Static<typeof Work>;

/** What a refused request is answered with: over HTTP as `application/problem+json` (RFC 9457), over a socket in the ack. */
export const Problem = Type.Object(
  {
    code: Type.Union(Object.keys(problems).map((code) => Type.Literal(code as ProblemCode))),
    status: Type.Integer({ description: 'HTTP status' }),
    title: Type.String({ description: 'a sentence for people' }),
    final: Type.Boolean({ description: 'the same request will never succeed' }),
    field: Type.Optional(Type.String({ description: 'the field that is wrong, as a path' })),
    detail: Type.Optional(Type.String({ description: 'what is wrong with it' })),
    retryAfterMs: Type.Optional(Type.Integer({ description: 'when to try again' })),
    work: Type.Optional(Work),
  },
  { additionalProperties: false },
);
export type Problem = {
  code: ProblemCode;
  status: number;
  title: string;
  final: boolean;
  field?: string;
  detail?: string;
  retryAfterMs?: number;
  work?: Work;
};

export type Refused = { ok: false; problem: Problem };

/** A refusal as a value. `more` names the field, says what is wrong with it, or when to come back. */
export function refuse(
  code: ProblemCode,
  more: Pick<Problem, 'field' | 'detail' | 'retryAfterMs' | 'work'> = {},
): Refused {
  return { ok: false, problem: { code, ...problems[code], ...more } };
}
