import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newestCode, readMails } from '../../../cli/local/mail.js';

const message = (to: string, text: string, at: number, html: string | null = null) => ({
  To: [to],
  Subject: 'Your code',
  BodyText: text,
  BodyHtml: html,
  Timestamp: at,
});

/** An emulator that answers a request for its mails so. */
async function emulator(status: number, body: unknown, use: (endpoint: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) =>
    response.writeHead(request.url === '/_ministack/ses/messages' ? status : 404).end(JSON.stringify(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('the mails of all accounts, oldest first', () =>
  emulator(
    200,
    { messages: { '1': [message('a@x.io', 'late', 2)], '2': [message('b@x.io', '', 1, '<b>early</b>')] } },
    async (endpoint) => {
      expect(await readMails(endpoint)).toEqual([
        { to: ['b@x.io'], subject: 'Your code', text: '<b>early</b>' },
        { to: ['a@x.io'], subject: 'Your code', text: 'late' },
      ]);
    },
  ));

test('an answer that is none', () =>
  emulator(500, {}, async (endpoint) => {
    await expect(readMails(endpoint)).rejects.toThrow('cannot be read: 500');
  }));

describe('the newest code', () => {
  const mails = [
    { to: ['a@x.io'], subject: '', text: 'Your code is 111111' },
    { to: ['a@x.io'], subject: '', text: 'Your code is 222222.' },
    { to: ['b@x.io'], subject: '', text: 'Your code is 333333' },
    { to: ['a@x.io'], subject: '', text: 'Call 5551234567' },
  ];

  test('is that of the last mail to the address that has one', () => {
    expect(newestCode(mails, 'a@x.io')).toBe('222222');
  });

  test('is none for an address without mail', () => {
    expect(newestCode(mails, 'c@x.io')).toBeUndefined();
  });
});
