import * as fc from 'fast-check';
import { filesHandler } from '../../../lambdas/files/handler';
import { createCursors } from '../../../lambdas/shared/cursor';
import type { Context } from '../../../lambdas/shared/entry';
import { guestRoute, type Manifest, ROUTES, type RuleSpec } from '../../../lib/manifest';
import { httpEvent, type Sent } from '../shared/http/event';
import { memoryStore } from './memory-store';

const space = (rules: RuleSpec[], contentTypes?: string[]) => ({ rules, maxSize: 1000, contentTypes });
const manifest: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] },
  files: {
    spaces: {
      notes: space([{ allow: 'owner' }], ['text/*']),
      gallery: space([{ allow: 'owner' }, { allow: 'guest', operations: ['get', 'list'] }]),
      inbox: space([
        { allow: 'guest', operations: ['create'] },
        { allow: 'group', group: 'editors' },
      ]),
    },
  },
};
const STORED = [
  'notes/ann/a.txt',
  'notes/ann/2024/b.txt',
  'notes/bob/c.txt',
  'gallery/ann/cat.png',
  'inbox/guest/0/letter.txt',
  'inbox/ann/mine.txt',
];

function setUp(keys = STORED) {
  const bucket = memoryStore(keys);
  const context = { manifest, cursors: createCursors(async () => 'a secret of at least 32 characters'), now: () => Date.UTC(2026, 0, 1) };
  const handle = filesHandler(context as unknown as Context, () => undefined, bucket.store);
  const call = async (route: string, sent?: Sent) => {
    const { statusCode, headers, body } = await handle(httpEvent(route, sent));
    return { status: statusCode, headers, body: body === undefined ? undefined : JSON.parse(body) };
  };
  return { ...bucket, call };
}

const { create, list, get, delete: remove } = ROUTES.files;
const letter = { name: 'letter.txt', size: 12, contentType: 'text/plain' };

describe('an upload', () => {
  it('is a form for one key below its owner', async () => {
    const answer = await setUp().call(create, { path: { space: 'notes' }, body: { ...letter, name: '2024/le\u0301tter #1.txt' } });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: '/files/notes/ann/2024/l%C3%A9tter%20%231.txt' },
      body: {
        file: { owner: 'ann', name: '2024/létter #1.txt', size: 12, contentType: 'text/plain' },
        upload: { url: 'https://bucket/', fields: { key: 'notes/ann/2024/létter #1.txt', size: '12', 'Content-Type': 'text/plain' } },
      },
    });
  });

  it('of a guest lies in a folder of its own', async () => {
    const { call } = setUp();
    const answers = await Promise.all([1, 2].map(() => call(guestRoute(create), { path: { space: 'inbox' }, body: letter })));
    const names = answers.map(({ body }) => body.file.name);
    expect(answers[0]?.body.file.owner).toBe('guest');
    expect(names[0]).toMatch(/^[0-9a-f-]{36}\/letter\.txt$/);
    expect(names[0]).not.toBe(names[1]);
    expect(answers[0]?.headers.location).toBe(`/guest/files/inbox/guest/${names[0]}`);
  });

  it('belongs to the caller, also where a guest may upload', async () => {
    const { body } = await setUp().call(create, { path: { space: 'inbox' }, body: letter });
    expect(body.file).toMatchObject({ owner: 'ann', name: 'letter.txt' });
  });

  it.each([
    [{ ...letter, name: '../bob/a.txt' }, '/name'],
    [{ ...letter, name: '/a' }, '/name'],
    [{ ...letter, name: '' }, '/name'],
    [{ ...letter, name: 7 }, '/name'],
    [{ ...letter, size: 1001 }, '/size'],
    [{ ...letter, size: -1 }, '/size'],
    [{ ...letter, size: 1.5 }, '/size'],
    [{ ...letter, contentType: 'image/png' }, '/contentType'],
    [{ ...letter, contentType: 'nonsense' }, '/contentType'],
    [{ ...letter, owner: 'bob' }, '/owner'],
    [{ name: 'a', size: 1 }, '/contentType'],
  ])('of %j is refused', async (body, pointer) => {
    const answer = await setUp().call(create, { path: { space: 'notes' }, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it('is refused where no rule admits, or the space is not there', async () => {
    const { call } = setUp();
    expect((await call(guestRoute(create), { path: { space: 'notes' }, body: letter })).status).toBe(401);
    expect((await call(create, { path: { space: 'constructor' }, body: letter })).status).toBe(404);
    expect((await call(create, { path: { space: 'notes' }, body: letter, user: 'a/b' })).status).toBe(403);
    expect((await call(create, { path: { space: 'notes' }, body: letter, user: 'guest' })).status).toBe(403);
  });

  it('of a guest whose name is just short enough is refused with the pointer once its folder is added', async () => {
    const answer = await setUp().call(guestRoute(create), { path: { space: 'inbox' }, body: { ...letter, name: 'x'.repeat(500) } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name' }] } });
  });
});

describe('a download', () => {
  it('is a URL for five minutes', async () => {
    const { status, body } = await setUp().call(get, { path: { space: 'notes', owner: 'ann', name: '2024/b.txt' } });
    expect(status).toBe(200);
    expect(body).toEqual({
      file: { owner: 'ann', name: '2024/b.txt', size: 20, contentType: 'text/plain', updatedAt: '2026-03-04T05:06:07.000Z' },
      url: 'https://bucket/notes/ann/2024/b.txt?as=b.txt',
      expiresAt: '2026-01-01T00:05:00.000Z',
    });
  });

  it.each([
    ['ann', 'notes', 'me', 'a.txt', 200],
    ['ann', 'notes', 'bob', 'c.txt', 404],
    ['ann', 'notes', 'bob', 'missing.txt', 404],
    ['ann', 'notes', 'ann', 'missing.txt', 404],
    ['ann', 'notes', 'ann', '../bob/c.txt', 404],
    ['ann', 'notes', 'bob/..', 'c.txt', 404],
    ['bob', 'gallery', 'ann', 'cat.png', 200],
    [null, 'gallery', 'ann', 'cat.png', 200],
    [null, 'gallery', 'me', 'cat.png', 404],
    [null, 'notes', 'ann', 'a.txt', 401],
    ['ann', 'inbox', 'guest', '0/letter.txt', 403],
    ['guest', 'notes', 'me', 'a.txt', 404],
  ])('%s asks %s for %s/%s: %i', async (user, spaceName, owner, name, expected) => {
    const route = user === null ? guestRoute(get) : get;
    const { status } = await setUp().call(route, { user, path: { space: spaceName, owner, name } });
    expect(status).toBe(expected);
  });

  it('of what nobody owns is not for one whose owner claim is that word', async () => {
    const { call, calls } = setUp(['notes/guest/0/x.txt']);
    expect((await call(get, { user: 'guest', path: { space: 'notes', owner: 'guest', name: '0/x.txt' } })).status).toBe(404);
    expect(calls).toEqual(['head notes/guest/0/x.txt']);
  });

  it('is for groups that a rule names', async () => {
    const { call } = setUp();
    const path = { space: 'inbox', owner: 'guest', name: '0/letter.txt' };
    expect((await call(get, { path, groups: ['editors'] })).status).toBe(200);
    expect((await call(get, { path, groups: ['readers'] })).status).toBe(403);
  });
});

describe('a list', () => {
  it("has the caller's own files, by pages", async () => {
    const { call } = setUp();
    const path = { space: 'notes' };
    const first = await call(list, { path, query: { limit: '1' } });
    expect(first.body.items).toEqual([{ owner: 'ann', name: '2024/b.txt', size: 20, updatedAt: '2026-03-04T05:06:07.000Z' }]);
    const second = await call(list, { path, query: { limit: '1', cursor: first.body.cursor } });
    expect(second.body).toEqual({ items: [{ owner: 'ann', name: 'a.txt', size: 15, updatedAt: '2026-03-04T05:06:07.000Z' }] });
    expect(await call(list, { path, query: { prefix: '2024/', cursor: first.body.cursor } })).toMatchObject({ status: 400 });
    expect(await call(list, { path, user: 'bob', query: { cursor: first.body.cursor } })).toMatchObject({ status: 400 });
  });

  it('is cut by a prefix of names, not of owners', async () => {
    const { call } = setUp(['notes/ann/a.txt', 'notes/anna/b.txt']);
    expect((await call(list, { path: { space: 'notes' }, query: { prefix: '' } })).body.items).toHaveLength(1);
    expect((await call(list, { path: { space: 'notes' }, query: { prefix: 'b' } })).body.items).toHaveLength(0);
  });

  it.each([
    ['ann', 'notes', { owner: 'bob' }, 403],
    ['ann', 'gallery', { owner: 'bob' }, 200],
    ['ann', 'inbox', {}, 403],
    [null, 'gallery', { owner: 'ann' }, 200],
    [null, 'gallery', {}, 400],
    [null, 'notes', { owner: 'ann' }, 401],
    ['ann', 'notes', { owner: '../bob' }, 400],
    ['ann', 'notes', { limit: '0' }, 400],
    ['ann', 'notes', { limit: '1001' }, 400],
    ['ann', 'notes', { limit: '1000' }, 200],
    ['ann', 'notes', { order: 'desc' }, 400],
    ['ann', 'notes', { prefix: 'x'.repeat(513) }, 400],
    ['ann', 'notes', { cursor: 'forged' }, 400],
  ])('%s asks %s for %j: %i', async (user, spaceName, query, expected) => {
    const { status } = await setUp().call(user === null ? guestRoute(list) : list, {
      user,
      path: { space: spaceName },
      query: query as Record<string, string>,
    });
    expect(status).toBe(expected);
  });
});

describe('a deletion', () => {
  it('removes the file, and succeeds again when it is gone', async () => {
    const { call, objects } = setUp();
    const path = { space: 'notes', owner: 'ann', name: 'a.txt' };
    expect(await call(remove, { path })).toEqual({ status: 204, headers: {}, body: undefined });
    expect(objects.has('notes/ann/a.txt')).toBe(false);
    expect((await call(remove, { path })).status).toBe(204);
  });

  it.each([
    ['ann', 'notes', 'bob', 'c.txt', 404],
    ['ann', 'notes', 'bob', 'missing.txt', 404],
    ['bob', 'gallery', 'ann', 'cat.png', 403],
    ['bob', 'gallery', 'ann', 'missing.png', 404],
    [null, 'gallery', 'ann', 'cat.png', 401],
    ['ann', 'inbox', 'ann', 'mine.txt', 403],
  ])('%s asks %s for %s/%s: %i, and nothing is gone', async (user, spaceName, owner, name, expected) => {
    const { call, calls } = setUp();
    const { status } = await call(user === null ? guestRoute(remove) : remove, { user, path: { space: spaceName, owner, name } });
    expect(status).toBe(expected);
    expect(calls.filter((each) => each.startsWith('delete'))).toEqual([]);
  });
});

test('no request makes a 500', async () => {
  const { call } = setUp();
  const text = fc.oneof(
    fc.constantFrom('notes', 'gallery', 'inbox', 'ann', 'me', 'guest', '__proto__', 'a.txt', '..'),
    fc.string({ unit: 'binary' }),
  );
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          name: fc.oneof(text, fc.jsonValue()),
          size: fc.oneof(fc.integer(), fc.jsonValue()),
          contentType: fc.oneof(fc.constant('text/plain'), text),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  );
  const routes = Object.values(ROUTES.files).flatMap((route) => [route, guestRoute(route)]);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.record({ space: text, owner: text, name: text }),
      fc.dictionary(fc.oneof(fc.constantFrom('owner', 'prefix', 'limit', 'cursor'), text), text),
      body,
      async (route, path, query, sent) => {
        expect((await call(route, { path, query, body: sent })).status).toBeLessThan(500);
      },
    ),
    { numRuns: 2000 },
  );
});
