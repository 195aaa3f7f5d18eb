import { apart } from './apart.ts';

const server = 'The mail server of SMTP_URL cannot be reached.';

export const mail = {
  title: 'E-mail',
  off: 'No mail goes out from here, so the chat asks nobody for an address and answers wait in it. Whoever runs the server switches mail on by SMTP_URL.',
  on: (as: string) =>
    apart`Answers that visitors have not read within some minutes go to the address that they gave, as ${as}.`,
  failing: (n: number) =>
    n === 1 ? 'One letter failed and is tried again.' : `${n} letters failed and are tried again.`,
  gaveUp: (n: number) =>
    n === 1 ? 'One letter was given up in the last seven days.' : `${n} letters were given up in the last seven days.`,
  /** Why the last one failed, by its code. */
  why: {
    refused: 'The last one was refused for good: the address does not exist, or takes no such letter.',
    EAUTH: 'The mail server did not take the user or the password of SMTP_URL.',
    EENVELOPE: 'The mail server did not take the last one for now.',
    EMESSAGE: 'The mail server did not take the last one for now.',
    ...{ ECONNECTION: server, ECONNREFUSED: server, ETIMEDOUT: server, ESOCKET: server, EDNS: server },
    ETLS: 'The mail server offers no connection that can be trusted.',
  } as Record<string, string>,
  whyElse: 'The server’s log says why.',
};
