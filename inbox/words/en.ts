import type { Problem } from '../../protocol/problem.ts';
import { account } from './account.ts';
import { articles } from './articles.ts';
import { boards } from './boards.ts';
import { compare } from './compare.ts';
import { conversations } from './conversations.ts';
import { emoji } from './emoji.ts';
import { face } from './face.ts';
import { feedback } from './feedback.ts';
import { forms } from './forms.ts';
import { help } from './help.ts';
import { hours } from './hours.ts';
import { identity } from './identity.ts';
import { look } from './look.ts';
import { mail } from './mail.ts';
import { people } from './people.ts';
import { pictures } from './pictures.ts';
import { sentences } from './sentences.ts';
import { sites } from './sites.ts';
import { surveys } from './surveys.ts';
import { synonyms } from './synonyms.ts';
import { talk } from './talk.ts';
import { team } from './team.ts';
import { teams } from './teams.ts';
import { transcript } from './transcript.ts';
import { trends } from './trends.ts';

/** Every sentence that staff read, in English. */
export const words = {
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  undoKey: 'By key: z',
  loading: 'Loading…',
  you: 'you',
  someone: 'Somebody',
  nothingFits: 'Nothing here has these letters in it.',
  notHere: 'There is no such page',
  notHereMore: 'Perhaps the address has a typing error.',
  toConversations: 'Go to the conversations',
  unreachable: 'The server does not answer',
  unreachableMore: 'It may be starting again, or this device has no network. This page tries again by itself.',
  lines: {
    connecting: 'Connecting… What you write is kept and sent as soon as the line is up.',
    down: 'The server does not answer. What you write is kept and sent when it is back.',
    offline: 'You are offline. What you write is kept and sent when the network is back.',
    http: 'Websockets are blocked here. Everything works, a few seconds later.',
    old: 'There is a newer version of the inbox. Reload the page to go on; what you wrote is kept.',
    reload: 'Reload',
  },
  nav: {
    label: 'Inbox',
    conversations: 'Conversations',
    articles: 'Help',
    feedback: 'Feedback',
    boards: 'Ideas',
    sites: 'Sites',
    staff: 'Staff',
    me: (name: string) => `${name}: picture, theme, keys and signing out`,
    theme: { system: 'Theme of this device', light: 'Light theme', dark: 'Dark theme' },
    picture: 'Your picture',
    keys: 'Keyboard',
    signOut: 'Sign out',
  },
  account,
  articles,
  boards,
  compare,
  conversations,
  emoji,
  face,
  feedback,
  forms,
  help,
  hours,
  identity,
  look,
  mail,
  people,
  pictures,
  sentences,
  sites,
  surveys,
  synonyms,
  talk,
  team,
  teams,
  transcript,
  trends,
  refusal,
  wrongWith,
};

/** A refusal as a sentence. */
function refusal(problem: Problem): string {
  if (problem.field === 'line') return 'The line to the server is down. Nothing was changed; please try again.';
  if ((problem.code as string) === 'file_lost') return 'A file is not in this browser any more. Attach it again.';
  if (problem.code === 'too_many' && problem.retryAfterMs) {
    return `That was a lot in a short time. Please wait ${duration(problem.retryAfterMs)}.`;
  }
  const contradictions: Record<string, string> = {
    email: 'Somebody on the staff has this address already.',
    staff: 'This is the last owner. Make somebody else an owner first.',
    grants: 'Somebody has to own everything. Make somebody else an owner first.',
  };
  const contradiction = problem.code === 'conflict' ? contradictions[problem.field ?? ''] : undefined;
  if (contradiction) return contradiction;
  if (problem.code === 'conflict' && problem.detail) return `This cannot be: it ${problem.detail}.`;
  if (problem.code === 'bad_input' && problem.detail)
    return `Something is not right here: ${problem.field} ${problem.detail}.`;
  return problem.title;
}

/** What is wrong with one field, as a sentence below it. */
function wrongWith(problem: Problem): string {
  const fields: Record<string, string> = {
    email: 'Please write an e-mail address, such as mirjam@example.com.',
    password: 'Please take at least 10 characters.',
    name: 'Please write a name, of 100 characters at most.',
    code: 'This code is not right. The server prints it when it starts; it works once.',
    origin: 'Please write an address such as https://shop.example.com.',
    origins: 'Please write an address such as https://shop.example.com.',
    accent: 'Please choose a colour, such as #0b6b4f.',
    greeting: 'Please take 300 characters at most.',
  };
  const known =
    problem.code === 'bad_input' || problem.code === 'wrong_code'
      ? fields[problem.field?.split('.')[0] ?? '']
      : undefined;
  return known ?? refusal(problem);
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
