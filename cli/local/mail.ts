/** A mail that Cognito or SES would have sent. */
export interface Mail {
  to: string[];
  subject: string;
  text: string;
}

interface StoredMessage {
  To: string[];
  Subject: string;
  BodyText: string;
  BodyHtml: string | null;
  Timestamp: number;
}

/** All mails that an emulator has sent, oldest first. */
export async function readMails(endpoint: string): Promise<Mail[]> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  if (!answer.ok) throw new Error(`The emulator's mails cannot be read: ${answer.status} from ${answer.url}.`);
  const { messages } = (await answer.json()) as { messages: Record<string, StoredMessage[]> };
  return Object.values(messages)
    .flat()
    .sort((a, b) => a.Timestamp - b.Timestamp)
    .map(({ To, Subject, BodyText, BodyHtml }) => ({ to: To, subject: Subject, text: BodyText || (BodyHtml ?? '') }));
}

/** The six-digit code in the newest mail to an address that holds one; undefined if there is none. */
export function newestCode(mails: readonly Mail[], address: string): string | undefined {
  for (const mail of [...mails].reverse()) {
    const code = mail.to.includes(address) ? /\b\d{6}\b/.exec(mail.text)?.[0] : undefined;
    if (code !== undefined) return code;
  }
  return undefined;
}
