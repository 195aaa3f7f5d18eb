import Type, { type Static } from 'typebox';
import { Id, shape, Time } from './schema.ts';

/** What is asked for. 'name' and 'email' tell who somebody is, 'long' is a text of several lines, 'tick' a box to tick, such as a consent. */
export const FieldKind = Type.Union([
  Type.Literal('name'),
  Type.Literal('email'),
  Type.Literal('text'),
  Type.Literal('long'),
  Type.Literal('choice'),
  Type.Literal('tick'),
]);
export type FieldKind = Static<typeof FieldKind>;

export const MOST_FIELDS = 10;
export const MOST_OPTIONS = 20;
export const ANSWER_CHARACTERS = 1_000;

const Label = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' });
/** `options` are what a 'choice' chooses from; the others have none. A 'tick' that is required has to be ticked. */
export const Field = shape({
  id: Id,
  kind: FieldKind,
  label: Label,
  required: Type.Boolean(),
  options: Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), { maxItems: MOST_OPTIONS }),
});
export type Field = Static<typeof Field>;

/** What visitors are asked before the first message of a conversation. `on` false: it is kept, and nobody is asked. */
export const Form = shape({
  on: Type.Boolean(),
  intro: Type.String({ maxLength: 300 }),
  fields: Type.Array(Field, { maxItems: MOST_FIELDS }),
});
export type Form = Static<typeof Form>;

export const OfForm = shape({ site: Id });
export const SetForm = shape({ site: Id, form: Form });
export const SiteForm = shape({ form: Form });

/** The form as it is asked. `version` says which one was answered. */
export const AskedForm = shape({ version: Time, intro: Type.String(), fields: Type.Array(Field) });
export type AskedForm = Static<typeof AskedForm>;

/** What was answered, and what was asked: the owner may ask otherwise tomorrow. A ticked box is 'yes'. */
export const Answered = shape({ field: Id, label: Label, value: Type.String({ maxLength: ANSWER_CHARACTERS }) });
export type Answered = Static<typeof Answered>;
/**
 * The answers to a form, told before the message that begins the conversation by `start`. Told again they are kept as they were the first
 * time. Who was asked by an older `version` has answered what was asked then.
 */
export const AnswerForm = shape({
  conversation: Id,
  version: Time,
  answers: Type.Array(Answered, { maxItems: MOST_FIELDS }),
});
export type AnswerForm = Static<typeof AnswerForm>;

export const AnswersOf = shape({ conversation: Id });
/** `kind` is missing where the owner does not ask that any more. */
export const Answers = shape({
  answers: Type.Array(shape({ label: Label, value: Type.String(), kind: Type.Optional(FieldKind), at: Time })),
});
export type Answers = Static<typeof Answers>;
