import { apart } from './apart.ts';

export const account = {
  signIn: 'Sign in',
  signInMore: 'to the inbox of your team',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'Choose a password',
  passwordHint: 'At least 10 characters. A sentence is easier to remember than a riddle.',
  show: 'Show the password',
  name: 'Your name',
  nameHint: 'Visitors see it beside your answers.',
  ended: 'Your session has ended. Sign in to go on; what you wrote is kept.',
  firstOwner: 'Welcome to Foyer',
  firstOwnerMore:
    'Nobody owns this installation yet. Whoever has the code that the server printed when it started becomes its owner.',
  code: 'One-time code',
  codeHint: 'Such as ABCD-EFGH-JKMN. It stands where the server was started, or in its log.',
  create: 'Create the owner',
  join: (name: string) => apart`Hello, ${name}`,
  joinMore: (email: string) => apart`You are invited to the team. You will sign in with ${email}.`,
  joinButton: 'Join the team',
  noInvitation: 'This invitation does not work any more',
  noInvitationMore: 'It was used, withdrawn, or is older than seven days. Ask whoever invited you for a new one.',
  working: 'One moment…',
};
