import { createSend } from '../../../client/core/request';
import { createSpace } from '../../../client/files';
import { CONFIG, json, rejection, type Reply, script, type Sent } from '../scripted';

const STORED = { owner: 'user-1', name: 'a.txt', size: 5, contentType: 'text/plain' };
const GRANT = json(201, { file: STORED, upload: { url: 'https://bucket.test/', fields: { key: 'k', Policy: 'p' } } });
const xml = (status: number, code: string) => new Response(`<Error><Code>${code}</Code><Message>As S3 says</Message></Error>`, { status });

function attachments(replies: Reply[], { token, guest = [] }: { token?: string; guest?: string[] } = { token: 'token' }) {
  const fetch = script(...replies);
  const send = createSend(CONFIG, 'hash', () => token, { fetch });
  return { space: createSpace(send, 'attachments', guest, { fetch }), sent: fetch.sent };
}

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('an upload', () => {
  test('asks for a form and posts it to the bucket, the file last', async () => {
    const { space, sent } = attachments([GRANT, new Response(null, { status: 204 })]);
    const progress: unknown[] = [];
    const file = new File(['hello'], 'a.txt', { type: 'text/plain' });
    expect(await space.upload(file, { onProgress: (each) => progress.push(each) })).toEqual(STORED);
    expect(sent[0]).toMatchObject({
      url: 'https://api.test/files/attachments',
      body: { name: 'a.txt', size: 5, contentType: 'text/plain' },
    });
    expect(sent[1]).toMatchObject({ url: 'https://bucket.test/', method: 'POST', headers: {} });
    const form = [...(sent[1] as Sent).body.entries()] as [string, unknown][];
    expect(form.map(([name]) => name)).toEqual(['key', 'Policy', 'file']);
    expect(await (form[2] as [string, File])[1].text()).toBe('hello');
    expect(progress).toEqual([
      { loaded: 0, total: 5 },
      { loaded: 5, total: 5 },
    ]);
  });

  test('of a blob takes its name from the options, and a type if it has none', async () => {
    const { space, sent } = attachments([({ url }) => (url.includes('api.test') ? GRANT.clone() : new Response(null, { status: 204 }))]);
    await space.upload(new Blob(['x']), { name: 'b/c.bin' });
    await space.upload(new Blob(['x'], { type: 'image/png' }), { name: 'd', contentType: 'image/webp' });
    expect(sent.filter(({ url }) => url.includes('api.test')).map(({ body }) => body)).toEqual([
      { name: 'b/c.bin', size: 1, contentType: 'application/octet-stream' },
      { name: 'd', size: 1, contentType: 'image/webp' },
    ]);
  });

  test('is posted again where the bucket could not be reached, since it stores the same once', async () => {
    const { space, sent } = attachments([GRANT, new TypeError('down'), json(503), new Response(null, { status: 204 })]);
    expect(await space.upload(new Blob(['hello']), { name: 'a' })).toEqual(STORED);
    expect(sent).toHaveLength(4);
  });

  test.each([
    [400, 'EntityTooLarge', 'too-large'],
    [403, 'AccessDenied', 'forbidden'],
    [403, 'SignatureDoesNotMatch', 'forbidden'],
    [400, 'Other', 'internal'],
  ])('that S3 refuses with %i %s is %s', async (status, s3, code) => {
    const { space } = attachments([GRANT, xml(status, s3)]);
    expect(await rejection(space.upload(new Blob(['hello']), { name: 'a' }))).toMatchObject({ code, status, message: 'As S3 says' });
  });

  test('that the backend refuses sends no byte', async () => {
    const { space, sent } = attachments([json(413, { message: 'Too large' })]);
    expect(await rejection(space.upload(new Blob(['hello']), { name: 'a' }))).toMatchObject({ code: 'too-large' });
    expect(sent).toHaveLength(1);
  });
});

describe('a stored file', () => {
  const LINK = { file: STORED, url: 'https://bucket.test/k?sig', expiresAt: '2026-01-01T00:00:00.000Z' };

  test("is named as the caller's own, or as a list gave it", async () => {
    const { space, sent } = attachments([json(200, LINK)]);
    expect(await space.url('dir/ä.txt')).toEqual(LINK);
    await space.delete({ owner: 'bob', name: 'x' });
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://api.test/files/attachments/me/dir/%C3%A4.txt',
      'DELETE https://api.test/files/attachments/bob/x',
    ]);
  });

  test.each(['../secret', 'a//b', './a', ''])('is not reached by the name %p', async (name) => {
    const { space, sent } = attachments([json(200, LINK)]);
    expect(await rejection(space.url(name))).toMatchObject({ code: 'invalid-request' });
    expect(sent).toHaveLength(0);
  });

  test('is read from the bucket, without the token', async () => {
    const { space, sent } = attachments([json(200, LINK), new Response('hello')]);
    expect(await (await space.download('a.txt')).text()).toBe('hello');
    expect(sent[1]).toMatchObject({ url: LINK.url, headers: {} });
  });

  test('may be gone, or out of reach', async () => {
    const gone = attachments([json(200, LINK), xml(404, 'NoSuchKey')]);
    expect(await rejection(gone.space.download('a'))).toMatchObject({ code: 'not-found', status: 404 });
    const down = attachments([json(200, LINK), new TypeError('down')]);
    expect(await rejection(down.space.download('a'))).toMatchObject({ code: 'network' });
  });

  test('is listed', async () => {
    const { space, sent } = attachments([json(200, { items: [STORED], cursor: 'c' }), json(200, { items: [] })]);
    const names: string[] = [];
    for await (const { name } of space.list({ prefix: 'a', limit: 1 })) {
      names.push(name);
    }
    expect(names).toEqual(['a.txt']);
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.test/files/attachments?prefix=a&limit=1',
      'https://api.test/files/attachments?prefix=a&limit=1&cursor=c',
    ]);
  });

  test('is a guest only where guests may', async () => {
    const { space, sent } = attachments([json(200, LINK)], { guest: ['get'] });
    await space.url({ owner: 'bob', name: 'x' });
    expect(sent[0]?.url).toBe('https://api.test/guest/files/attachments/bob/x');
    expect(await rejection(space.delete({ owner: 'bob', name: 'x' }))).toMatchObject({ code: 'unauthenticated' });
  });
});
