import { createHmac } from 'node:crypto';
import { type AnyClient, type Deployment, deployment, guest, joined, type Person, signedUp } from './deployment';

let to: Deployment;
let ada: Person;
let bob: Person;
let editor: Person;
let visitor: AnyClient;

beforeAll(async () => {
  to = deployment('workshop');
  [ada, bob, editor, visitor] = [await signedUp(to, 'ada'), await signedUp(to, 'bob'), await joined(to, 'editors'), await guest(to)];
});

const text = (content: string) => new Blob([content], { type: 'text/plain' });
const NOT_FOUND = { code: 'not-found', status: 404 };
const FORBIDDEN = { code: 'forbidden', status: 403 };

describe('a file', () => {
  test('goes to the bucket with progress, and comes back byte for byte', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const whole = new Blob(
      Array.from({ length: 25 }, () => bytes),
      { type: 'application/x-own' },
    );
    const loaded: number[] = [];
    const stored = await ada.api.files.papers.upload(whole, {
      name: 'blobs/random.bin',
      onProgress: (progress: { loaded: number; total: number }) => {
        expect(progress.total).toBe(whole.size);
        loaded.push(progress.loaded);
      },
    });
    expect(stored).toEqual({ owner: ada.id, name: 'blobs/random.bin', size: whole.size, contentType: 'application/x-own' });
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect([loaded[0], loaded.at(-1)]).toEqual([0, whole.size]);

    const back = await ada.api.files.papers.download('blobs/random.bin');
    expect(back.headers.get('content-type')).toBe('application/x-own');
    expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), Buffer.from(await whole.arrayBuffer()))).toBe(0);
  });

  test('whose upload is aborted is not there', async () => {
    const abort = new AbortController();
    const refused = ada.api.files.papers.upload(new Blob([new Uint8Array(3_000_000)]), {
      name: 'aborted.bin',
      signal: abort.signal,
      onProgress: ({ loaded }: { loaded: number }) => loaded > 0 && abort.abort(),
    });
    await expect(refused).rejects.toMatchObject({ name: 'AbortError' });
    await expect(ada.api.files.papers.url('aborted.bin')).rejects.toMatchObject(NOT_FOUND);
  });

  test.each(['Grüße & more/å+b c#1=.txt', 'a’b "quoted".txt', '…'])('may be named %s', async (name) => {
    await ada.api.files.papers.upload(text(name), { name });
    const { file, url, expiresAt } = await ada.api.files.papers.url(name);
    expect(file).toMatchObject({ owner: ada.id, name: name.normalize('NFC'), contentType: 'text/plain' });
    expect(await (await fetch(url)).text()).toBe(name);
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(240);
    expect(seconds).toBeLessThanOrEqual(300);
  });

  test('is replaced by another of its name', async () => {
    await ada.api.files.papers.upload(text('first'), { name: 'twice.txt' });
    await ada.api.files.papers.upload(text('second'), { name: 'twice.txt' });
    expect(await (await ada.api.files.papers.download('twice.txt')).text()).toBe('second');
  });

  test('is deleted, and deleting it again is no error', async () => {
    await ada.api.files.papers.upload(text('gone'), { name: 'gone.txt' });
    await ada.api.files.papers.delete('gone.txt');
    await expect(ada.api.files.papers.url('gone.txt')).rejects.toMatchObject(NOT_FOUND);
    await ada.api.files.papers.delete('gone.txt');
  });

  test('of HTML is answered as an attachment, never as a page', async () => {
    await ada.api.files.papers.upload(new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), { name: 'page.html' });
    const { headers } = await ada.api.files.papers.download('page.html');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''page\.html$/);
  });
});

describe('a list', () => {
  test('goes page by page, in the order of names, below a prefix', async () => {
    const { api, id } = await signedUp(to, 'lister');
    for (const name of ['b/2', 'a', 'b/10', 'b/1', 'c']) await api.files.papers.upload(text(name), { name });
    const namesOf = async (files: AsyncIterable<{ name: string }>) => {
      const names: string[] = [];
      for await (const { name } of files) names.push(name);
      return names;
    };
    expect(await namesOf(api.files.papers.list({ limit: 2 }))).toEqual(['a', 'b/1', 'b/10', 'b/2', 'c']);
    expect(await namesOf(api.files.papers.list({ prefix: 'b/', limit: 1 }))).toEqual(['b/1', 'b/10', 'b/2']);
    const { items, cursor } = await api.files.papers.list({ limit: 2 });
    expect(items[0]).toEqual({ owner: id, name: 'a', size: 1, updatedAt: expect.stringMatching(/^\d{4}-/) });
    expect((await api.files.papers.list({ limit: 2, cursor })).items.map((file: { name: string }) => file.name)).toEqual(['b/10', 'b/2']);

    // The cursor is bound to its caller and its query.
    await expect(api.files.papers.list({ prefix: 'b/', limit: 2, cursor })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(ada.api.files.papers.list({ limit: 2, cursor })).rejects.toMatchObject({ code: 'invalid-request', status: 400 });
    await expect(api.files.papers.list({ limit: 0 })).rejects.toMatchObject({ fields: { '?limit': expect.any(String) } });
  });

  test('holds nothing of anyone else', async () => {
    await ada.api.files.papers.upload(text('mine'), { name: 'mine.txt' });
    expect(await (await signedUp(to)).api.files.papers.list()).toEqual({ items: [] });
    await expect(bob.api.files.papers.list({ owner: ada.id })).rejects.toMatchObject(FORBIDDEN);
  });
});

describe('rules', () => {
  test("an owner's file is not there for others", async () => {
    await ada.api.files.papers.upload(text('private'), { name: 'private.txt' });
    const hers = { owner: ada.id, name: 'private.txt' };
    await expect(bob.api.files.papers.url(hers)).rejects.toMatchObject(NOT_FOUND);
    await expect(bob.api.files.papers.delete(hers)).rejects.toMatchObject(NOT_FOUND);
    await expect(visitor.files.papers.url(hers)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await (await ada.api.files.papers.download(hers)).text()).toBe('private');
  });

  test('what everyone reads is changed by its owner alone', async () => {
    await ada.api.files.posters.upload(text('for all'), { name: 'poster.txt' });
    const hers = { owner: ada.id, name: 'poster.txt' };
    expect(await (await bob.api.files.posters.download(hers)).text()).toBe('for all');
    expect((await bob.api.files.posters.list({ owner: ada.id })).items).toHaveLength(1);
    await expect(bob.api.files.posters.delete(hers)).rejects.toMatchObject(FORBIDDEN);
    // Bob's file of that name is another one.
    await bob.api.files.posters.upload(text('mine'), { name: 'poster.txt' });
    expect(await (await ada.api.files.posters.download(hers)).text()).toBe('for all');
  });

  test('guests drop in what only a group may read', async () => {
    const dropped = await visitor.files.letters.upload(text('anonymous'), { name: 'letter.txt' });
    expect(dropped).toMatchObject({ owner: 'guest', name: expect.stringMatching(/^[0-9a-f-]{36}\/letter\.txt$/) });
    const another = await visitor.files.letters.upload(text('of another'), { name: 'letter.txt' });
    expect(another.name).not.toBe(dropped.name);
    await expect(visitor.files.letters.url(dropped)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(bob.api.files.letters.url(dropped)).rejects.toMatchObject(FORBIDDEN);
    await expect(bob.api.files.letters.list({ owner: 'guest' })).rejects.toMatchObject(FORBIDDEN);

    const signed = await bob.api.files.letters.upload(text('signed'), { name: 'letter.txt' });
    expect(signed).toMatchObject({ owner: bob.id, name: 'letter.txt' });
    expect((await editor.api.files.letters.list({ owner: 'guest', prefix: dropped.name })).items).toHaveLength(1);
    for (const [file, content] of [
      [dropped, 'anonymous'],
      [signed, 'signed'],
    ]) {
      expect(await (await editor.api.files.letters.download(file)).text()).toBe(content);
    }
    await editor.api.files.letters.delete(dropped);
    await expect(editor.api.files.letters.url(dropped)).rejects.toMatchObject(NOT_FOUND);
  });

  test("a group works with each other's files, a person outside of it with none", async () => {
    const colleague = await joined(to, 'editors');
    const draft = await editor.api.files.drafts.upload(text('draft'), { name: 'draft.txt' });
    expect(await (await colleague.api.files.drafts.download(draft)).text()).toBe('draft');
    await expect(bob.api.files.drafts.upload(text('no'), { name: 'draft.txt' })).rejects.toMatchObject(FORBIDDEN);
    await expect(bob.api.files.drafts.url(draft)).rejects.toMatchObject(FORBIDDEN);
    await colleague.api.files.drafts.delete(draft);
    await expect(editor.api.files.drafts.url(draft)).rejects.toMatchObject(NOT_FOUND);
  });
});

describe('an upload that is refused', () => {
  const refusalOf = (upload: Promise<unknown>) =>
    upload.then(
      () => undefined,
      (error) => error,
    );

  test.each([
    '',
    '/absolute',
    '../up',
    'a/../../b',
    './here',
    'a//b',
    'folder/',
    'a\u0000b',
    'line\nbreak',
    '${filename}',
    '100%.txt',
    'why?.txt',
    'x'.repeat(513),
    'ü'.repeat(257),
  ])('by its name %j', async (name) => {
    const refusal = await refusalOf(ada.api.files.papers.upload(text('x'), { name }));
    expect(refusal).toMatchObject({ code: 'validation-failed', status: 422, fields: { '/name': expect.any(String) } });
  });

  test('by its size, its type, or what it cannot say', async () => {
    const large = await refusalOf(
      ada.api.files.posters.upload(new Blob(['x'.repeat(65_537)], { type: 'text/plain' }), { name: 'large.txt' }),
    );
    expect(large).toMatchObject({ code: 'validation-failed', fields: { '/size': expect.stringContaining('65536') } });
    const html = await refusalOf(ada.api.files.posters.upload(new Blob(['x'], { type: 'text/html' }), { name: 'page.html' }));
    expect(html).toMatchObject({ code: 'validation-failed', fields: { '/contentType': expect.stringContaining('image/*') } });
    expect((await ask({ name: 'a', size: 1, contentType: 'text/plain', owner: bob.id })).status).toBe(422);
    expect((await ask({ name: 'a', size: -1, contentType: 'no type' })).status).toBe(422);
  });

  test('and a path that leads elsewhere names nothing', async () => {
    for (const path of [
      'papers/me/..%2F..%2Fx',
      'papers/me/a%2F..%2Fb',
      'papers/..%2F/x',
      'nothing/me/x',
      'constructor/me/x',
      'papers/me/%00',
    ]) {
      expect([path, (await send(`/files/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

/** What a form is good for: the very object that it was made for, and nothing else. */
describe('the form of an upload', () => {
  let form: { url: string; fields: Record<string, string> };
  beforeAll(async () => {
    const answer = await ask({ name: 'form.txt', size: 4, contentType: 'text/plain' });
    form = (await answer.json()).upload;
    await post();
  });

  async function post(changes: Record<string, string | undefined> = {}, content = 'good', url = form.url): Promise<number> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form.fields, ...changes })) if (value !== undefined) body.append(name, value);
    body.append('file', new Blob([content]));
    return (await fetch(url, { method: 'POST', body })).status;
  }

  test('stores what was asked for', async () => {
    expect(await post()).toBe(204);
    expect(await (await ada.api.files.papers.download('form.txt')).text()).toBe('good');
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ['another key', { key: 'papers/elsewhere/form.txt' }, 'good'],
    ['a key with a part of the client’s', { key: 'papers/${filename}' }, 'good'],
    ['another type', { 'Content-Type': 'text/html' }, 'good'],
    ['no type', { 'Content-Type': undefined }, 'good'],
    ['more bytes', {}, 'evil!'],
    ['fewer bytes', {}, 'bad'],
    ['another signature', { 'X-Amz-Signature': '0'.repeat(64) }, 'good'],
    ['no policy', { Policy: undefined }, 'good'],
    ['a field beside', { acl: 'public-read' }, 'good'],
    ['metadata beside', { 'x-amz-meta-evil': '1' }, 'good'],
    ['a policy of one’s own', { Policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64') }, 'good'],
  ])('is refused with %s', async (_, changes, content) => {
    const status = await post(changes, content);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await (await ada.api.files.papers.download('form.txt')).text()).toBe('good');
  });

  test("does not store under another's name", async () => {
    await bob.api.files.papers.upload(text('bob’s'), { name: 'form.txt' });
    expect(await post({ key: `papers/${bob.id}/form.txt` })).toBe(403);
    expect(await (await bob.api.files.papers.download('form.txt')).text()).toBe('bob’s');
  });

  test('ends after five minutes: what S3 refuses then it takes before', async () => {
    const policy = JSON.parse(Buffer.from(form.fields.Policy!, 'base64').toString());
    expect((Date.parse(policy.expiration) - Date.now()) / 1000).toBeLessThanOrEqual(300);

    // The same policy at another time, signed by root: nobody waits five minutes here.
    const signed = (expiration: string) => {
      const day = form.fields['X-Amz-Date']!.slice(0, 8);
      const Policy = Buffer.from(
        JSON.stringify({
          expiration,
          conditions: policy.conditions
            .filter((each: object) => !('X-Amz-Security-Token' in each) && !('X-Amz-Credential' in each))
            .concat({
              'X-Amz-Credential': `test/${day}/us-east-1/s3/aws4_request`,
            }),
        }),
      ).toString('base64');
      const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
      const key = [day, 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(hmac, 'AWS4test');
      const fields = { 'X-Amz-Credential': `test/${day}/us-east-1/s3/aws4_request`, 'X-Amz-Security-Token': undefined };
      return { ...fields, Policy, 'X-Amz-Signature': hmac(key, Policy).toString('hex') };
    };
    expect(await post(signed(new Date(Date.now() + 60_000).toISOString()))).toBe(204);
    expect(await post(signed(new Date(Date.now() - 1_000).toISOString()))).toBe(403);
  });

  test('and a link end with their signature', async () => {
    const { url } = await ada.api.files.papers.url('form.txt');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace('form.txt?', 'twice.txt?'))).status).toBe(403);
    expect((await fetch(url.split('?')[0]!)).status).toBe(403);
    const late = url.replace(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20200101');
    expect((await fetch(late)).status).toBe(403);
  });
});

/** Asks for a form without the client's manners. */
async function ask(body: unknown): Promise<Response> {
  return send('/files/papers', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const { accessToken } = await ada.api.auth.session();
  return fetch(`${to.config.apiUrl}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${accessToken}` } });
}
