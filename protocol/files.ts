import Type, { type Static } from 'typebox';
import { Id, nullable, SiteKey, shape } from './schema.ts';

export const FILES_A_MESSAGE = 10;
/** One part of a file, over `PUT /api/<door>/files/<id>`. Small enough for proxies as they come. */
export const MAX_PART_BYTES = 1_000_000;
/** What an owner may allow at most. */
export const MAX_FILE_BYTES = 100_000_000;

/** What a file is by its bytes, never by its name. Archives, programs and whatever is not known are 'other'. */
export const Kind = Type.Union([
  Type.Literal('image'),
  Type.Literal('audio'),
  Type.Literal('video'),
  Type.Literal('document'),
  Type.Literal('other'),
]);
export type Kind = Static<typeof Kind>;

/** What the owner of a site allows. No kind at all: no files. */
export const Rules = shape({
  kinds: Type.Array(Kind, { maxItems: 5 }),
  maxBytes: Type.Integer({ minimum: 100_000, maximum: MAX_FILE_BYTES }),
});
export type Rules = Static<typeof Rules>;
export const RulesOf = shape({ site: SiteKey });
export const SetRules = shape({ site: Id, ...Rules.properties });

const FileName = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' });
const begun = {
  id: Id,
  name: FileName,
  size: Type.Integer({ minimum: 1, maximum: MAX_FILE_BYTES, description: 'bytes' }),
  type: Type.String({ maxLength: 100, pattern: '^[ -~]*$', description: 'what the browser takes it for' }),
  /** Of a voice note, as its recorder knows it. */
  durationMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_600_000 })),
};
/** Announces a file before its bytes. The same id again tells how much of it is here. */
export const Begin = shape(begun);
export type Begin = Static<typeof Begin>;
/** For a conversation, or a picture for the articles of a site: one of the two. */
export const StaffBegin = shape({ ...begun, conversation: Type.Optional(Id), site: Type.Optional(Id) });
export type StaffBegin = Static<typeof StaffBegin>;

const pixels = nullable(Type.Integer({ minimum: 1 }));
const facts = {
  id: Id,
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer({ minimum: 0, description: 'bytes' }),
  width: pixels,
  height: pixels,
  durationMs: nullable(Type.Integer({ minimum: 1 })),
};
/** A file as it is kept. Pictures are written anew without what a camera adds, so `type`, `size` and the name's end may differ. */
export const FileFacts = shape(facts);
export type FileFacts = Static<typeof FileFacts>;

/**
 * Where a file is read, below the address of Foyer. A visitor's is signed for one session and an hour at most. `address` with
 * `/download` for `/whole` comes as an attachment; a thumbnail fits into 640 × 640.
 */
const places = { address: nullable(Type.String()), thumbnail: nullable(Type.String()) };
/** A file of a message. In what is told live, a visitor's addresses are null: `files:addresses` gives them. */
export const MessageFile = shape({ ...facts, ...places });
export type MessageFile = Static<typeof MessageFile>;

/** `file`: it is finished. */
export const Begun = shape({ received: Type.Integer({ minimum: 0 }), file: nullable(FileFacts) });
export type Begun = Static<typeof Begun>;
export const OfFile = shape({ id: Id });
export const Finished = shape({ file: FileFacts });

/** Files that a message is to carry, in order: finished ones of one's own that no other message has. */
export const Files = Type.Array(Id, { minItems: 1, maxItems: FILES_A_MESSAGE });
export const WantAddresses = shape({ files: Type.Array(Id, { minItems: 1, maxItems: 100 }) });
/** Those among them that the asker may see. */
export const Addresses = shape({
  files: Type.Array(shape({ id: Id, address: Type.String(), thumbnail: nullable(Type.String()) })),
});
