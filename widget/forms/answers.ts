import type { FormAnswers } from '../../client/outbox.ts';
import { toJson } from '../../client/storage.ts';
import type { AskedForm, Field } from '../../protocol/forms.ts';
import type { Chat } from '../conversations/chat.ts';
import { isEmail } from '../email.ts';
import type { forms } from '../words/en/forms.ts';

/** What is typed so far, by the field's id. */
export type Values = Readonly<Record<string, string>>;
export type Flaw = keyof typeof forms.wrong;

export const TICKED = 'yes';

/** What is wrong with a field; null: nothing. The server checks the same. */
export function flawIn({ id, kind, required }: Field, values: Values): Flaw | null {
  const value = (values[id] ?? '').trim();
  if (value === '') return !required ? null : kind === 'choice' || kind === 'tick' ? kind : 'missing';
  return kind === 'email' && !isEmail(value) ? 'email' : null;
}

export function answersOf({ version, fields }: AskedForm, values: Values): FormAnswers {
  const answers = fields.map(({ id, label }) => ({
    ...{ field: id, label },
    value: (values[id] ?? '').trim().toWellFormed().replaceAll('\0', ''),
  }));
  return { version, answers: answers.filter(({ value }) => value !== '') };
}

/** What was typed here before, in this conversation or for an earlier one. A box has to be ticked each time. */
export function rememberedIn(chat: Chat, { fields }: AskedForm): Values {
  // Where the page has not said yet who is there, nobody is shown what somebody typed.
  if (chat.isHidden()) return {};
  try {
    const kept: unknown = JSON.parse(chat.kept.get('form') ?? '');
    const values = Object.entries(kept as Values).filter(([, value]) => typeof value === 'string');
    const asked = values.filter(([id, value]) => fields.some((field) => field.id === id && fits(field, value)));
    return Object.fromEntries(asked);
  } catch {
    return {};
  }
}

export function remember(chat: Chat, values: Values): void {
  chat.kept.set('form', toJson(values));
}

/** Those that stay for the next conversation. */
export function lasting({ fields }: AskedForm, values: Values): Values {
  const ticks = new Set(fields.filter(({ kind }) => kind === 'tick').map(({ id }) => id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => !ticks.has(id)));
}

/** The owner may offer other choices by now. */
function fits({ kind, options }: Field, value: string): boolean {
  return kind !== 'choice' || options.includes(value);
}
