import Type from 'typebox';
import { MAX_TEXT_CHARACTERS } from './lengths.ts';

/** UUID version 7 in lower case: made by whoever creates the thing, so that a retry carries the same id (RFC 9562). */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID version 7, lower case',
});

/** Milliseconds since 1970-01-01 UTC. */
export const Time = Type.Integer({
  minimum: 0,
  maximum: 8_640_000_000_000_000,
  description: 'milliseconds since 1970 UTC',
});

/** Position of a message in its conversation, as this audience counts it. Starts at 1. */
export const Seq = Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'position in a conversation' });

/** How often the conversation has changed for this audience. 0 is "nothing seen yet". */
export const Version = Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'count of changes' });

/** Neither a space nor a sign that nobody sees, such as a zero-width space. */
export const SEEN = '[^\\s\\p{Default_Ignorable_Code_Point}]';
/** What a person wrote in one message. Texts with nothing to see in them are refused. */
export const Text = Type.String({ minLength: 1, maxLength: MAX_TEXT_CHARACTERS, pattern: SEEN });

/** The text of a message that may be files alone: empty only beside `files`. */
export const Caption = perhaps(MAX_TEXT_CHARACTERS);

export const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@<>"]+@[^\\s@<>"]+\\.[^\\s@<>"]+$' });
export const Password = Type.String({ minLength: 10, maxLength: 200, description: 'at least 10 characters' });

/** The public key of a site, as it stands in the script's address. */
export const SiteKey = Type.String({ pattern: '^[A-Za-z0-9]{16}$' });

/** An opaque place to continue a list from. Only what the server gave out is accepted. */
export const Cursor = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' });

export const Nothing = Type.Object({}, { additionalProperties: false });

/** A text that may be missing, but not be made of nothing to see. */
export function perhaps(maxLength: number): Type.TString {
  return Type.String({ maxLength, pattern: `^$|${SEEN}` });
}

export function shape<P extends Type.TProperties>(properties: P): Type.TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

export function nullable<S extends Type.TSchema>(schema: S): Type.TUnion<[S, Type.TNull]> {
  return Type.Union([schema, Type.Null()]);
}
