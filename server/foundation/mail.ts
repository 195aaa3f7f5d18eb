import type { Transporter } from 'nodemailer';
import type { MailSettings } from './config.ts';

export type Letter = {
  to: string;
  /** The name beside our address, where MAIL_FROM has none of its own. */
  as: string;
  replyTo: string | null;
  subject: string;
  /** The tag of the language that it is written in. */
  language: string;
  text: string;
  html: string;
  /** The same id again is the same letter: who got it twice may keep one. */
  id: string;
  /** What it belongs with: mail programs show these together. */
  thread: string | null;
  /** Where one click ends such letters (RFC 8058); null: this one was asked for. */
  unsubscribe: string | null;
};

export type Mail = {
  /** 'refused': this letter will never be taken by them. Throws, with a `code`, where it may be taken later. */
  send(letter: Letter): Promise<'sent' | 'refused'>;
  /** As whom and by whom, for people. */
  about: string;
};

const [CONNECT_WITHIN_MS, SILENT_AT_MOST_MS] = [15_000, 20_000];

/** Sends by the server of SMTP_URL. Nothing here survives a crash: letters are sent by jobs. */
export function openMail({ url, from }: MailSettings): Mail {
  const [, name = '', inside] = /^([^<]*)<([^>]+)>$/.exec(from) ?? [];
  const address = (inside ?? from).trim();
  const domain = address.split('@')[1] as string;
  let connected: Promise<Transporter> | undefined;

  return { send, about: `${from} by ${URL.parse(url)?.host}` };

  /** The library comes in with the first letter. */
  async function connect(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url,
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_AT_MOST_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async function send(letter: Letter): Promise<'sent' | 'refused'> {
    connected ??= connect();
    const transport = await connected;
    try {
      await transport.sendMail({
        from: { name: name.trim() || letter.as, address },
        to: { name: '', address: letter.to },
        ...(letter.replyTo === null ? {} : { replyTo: letter.replyTo }),
        ...{ subject: letter.subject, text: letter.text, html: letter.html, messageId: `<${letter.id}@${domain}>` },
        ...(letter.thread === null ? {} : { references: `<${letter.thread}@${domain}>` }),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'Content-Language': letter.language,
          ...(letter.unsubscribe === null
            ? {}
            : {
                'List-Unsubscribe': `<${letter.unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
        },
      });
      return 'sent';
    } catch (error) {
      const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string };
      // The address or the letter was refused for good (RFC 5321, 4.2.1); whatever else is wrong can be mended.
      if (responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command)) return 'refused';
      throw error;
    }
  }
}
