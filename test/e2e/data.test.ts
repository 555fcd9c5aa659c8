import { type AnyClient, type Deployment, deployment, guest, joined, type Person, signedUp } from './deployment';

let to: Deployment;
let ada: Person;
let bob: Person;
let visitor: AnyClient;

const titlesOf = async (pages: AsyncIterable<Record<string, unknown>>, field = 'name') => {
  const titles: unknown[] = [];
  for await (const item of pages) titles.push(item[field]);
  return titles;
};

beforeAll(async () => {
  to = deployment('workshop');
  [ada, bob, visitor] = [await signedUp(to, 'ada'), await signedUp(to, 'bob'), await guest(to)];
});

describe('an item', () => {
  const whole = {
    name: 'Wheel',
    code: 'AB-123',
    count: 7,
    weight: 1.5,
    made: '2026-02-28T12:00:00.000Z',
    day: '2024-02-29',
    kind: 'gear',
    extra: { any: ['thing', 1, null, { deep: true }] },
    machine: 'm-1',
    tags: ['round', 'red'],
    size: { width: 2 },
    spare: true,
  };

  test('keeps every kind of field, and gets what the server sets', async () => {
    const created = await ada.api.data.parts.create(whole);
    expect(created).toMatchObject({ ...whole, owner: ada.id, version: 1 });
    expect(await ada.api.data.parts.get(created.id)).toEqual(created);
  });

  test('gets its defaults, and times in UTC', async () => {
    const created = await ada.api.data.parts.create({ name: 'Plain', made: '2026-03-01T01:30:00+02:00' });
    expect(created).toMatchObject({ count: 1, kind: 'bolt', made: '2026-02-28T23:30:00.000Z' });
    expect(created).not.toHaveProperty('extra');
  });

  test('is patched: named fields change, null removes, nested members merge', async () => {
    const { id } = await ada.api.data.parts.create(whole);
    const updated = await ada.api.data.parts.update(id, { count: 8, code: null, size: { height: 3 } });
    expect(updated).toMatchObject({ count: 8, size: { width: 2, height: 3 }, name: 'Wheel', version: 2 });
    expect(updated).not.toHaveProperty('code');
    expect(await ada.api.data.parts.get(id)).toEqual(updated);
  });

  test('is written only at the version that was read, where one is named', async () => {
    const { id, version } = await ada.api.data.parts.create({ name: 'Contested' });
    await ada.api.data.parts.update(id, { count: 2 }, { ifVersion: version });
    const refused = ada.api.data.parts.update(id, { count: 3 }, { ifVersion: version });
    await expect(refused).rejects.toMatchObject({ code: 'version-mismatch', status: 412, current: { count: 2, version: 2 } });
    await expect(ada.api.data.parts.delete(id, { ifVersion: version })).rejects.toMatchObject({ code: 'version-mismatch' });
    await ada.api.data.parts.delete(id, { ifVersion: 2 });
    await expect(ada.api.data.parts.get(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('takes an id of its maker, once', async () => {
    const id = `own-${Date.now()}`;
    await ada.api.data.parts.create({ id, name: 'First' });
    await expect(ada.api.data.parts.create({ id, name: 'Second' })).rejects.toMatchObject({ code: 'conflict', status: 409 });
    expect(await ada.api.data.parts.get(id)).toMatchObject({ name: 'First' });
  });

  test('that is not valid is refused with every bad field, and nothing is written', async () => {
    const id = `never-${Date.now()}`;
    const bad = {
      id,
      name: '',
      code: 'ab',
      count: -1,
      kind: 'screw',
      day: '2023-02-29',
      tags: ['a', 'b', 'c', 'd'],
      size: {},
      colour: 'red',
    };
    const refused = await ada.api.data.parts.create(bad).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'validation-failed', status: 422 });
    expect(Object.keys(refused.fields).sort()).toEqual(['/code', '/colour', '/count', '/day', '/kind', '/name', '/size/width', '/tags']);
    await expect(ada.api.data.parts.get(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['owner', 'version', 'createdAt', 'updatedAt'])('never takes its %s from a client', async (field) => {
    await expect(ada.api.data.parts.create({ name: 'Forged', [field]: field === 'version' ? 9 : bob.id })).rejects.toMatchObject({
      code: 'validation-failed',
    });
    const { id } = await ada.api.data.parts.create({ name: 'Mine' });
    await expect(ada.api.data.parts.update(id, { [field]: bob.id })).rejects.toMatchObject({ code: 'validation-failed' });
  });
});

describe('an index', () => {
  test('lists by its partition, in both orders, by a range, page by page', async () => {
    const { api } = await signedUp(to, 'lister');
    for (let count = 1; count <= 7; count++) await api.data.parts.create({ name: `part ${count}`, kind: 'nut', count });
    const query = { owner: 'me', kind: 'nut' };
    expect(await titlesOf(api.data.parts.byKind(query))).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `part ${n}`));
    expect(await titlesOf(api.data.parts.byKind({ ...query, order: 'desc', count: { ge: 6 } }))).toEqual(['part 7', 'part 6']);
    expect(await titlesOf(api.data.parts.byKind({ ...query, count: { lt: 3 } }))).toEqual(['part 1', 'part 2']);
    const first = await api.data.parts.byKind({ ...query, limit: 3 });
    expect(first.items).toHaveLength(3);
    const second = await api.data.parts.byKind({ ...query, limit: 3, cursor: first.cursor });
    expect(second.items.map((item: { count: number }) => item.count)).toEqual([4, 5, 6]);
    expect(await titlesOf(api.data.parts.list(query))).toHaveLength(7);
  });

  test('of a boolean finds what holds it', async () => {
    const { api, id } = await signedUp(to, 'spare');
    await api.data.parts.create({ name: 'spare one', spare: true, made: '2026-01-01T00:00:00Z' });
    await api.data.parts.create({ name: 'used one', spare: false, made: '2026-01-01T00:00:00Z' });
    const { items } = await api.data.parts.bySpare({ spare: true, limit: 100 });
    expect(items.filter((item: { owner: string }) => item.owner === id).map((item: { name: string }) => item.name)).toEqual(['spare one']);
  });

  test("gives nobody another's items, nor a cursor of theirs", async () => {
    await ada.api.data.parts.create({ name: 'hers' });
    await ada.api.data.parts.create({ name: 'hers too' });
    const { items, cursor } = await ada.api.data.parts.newest({ owner: 'me', limit: 1 });
    expect(items).toHaveLength(1);
    expect(await bob.api.data.parts.newest({ owner: ada.id })).toEqual({ items: [] });
    await expect(bob.api.data.parts.newest({ owner: ada.id, limit: 1, cursor })).rejects.toMatchObject({
      code: 'invalid-request',
      status: 400,
    });
    await expect(ada.api.data.parts.newest({ owner: 'me', limit: 1, cursor: `${cursor.slice(0, -2)}AA` })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('plain list() scans only where the model allows it', async () => {
    await expect(ada.api.data.parts.list({})).rejects.toMatchObject({ code: 'invalid-request', status: 400 });
    await ada.api.data.notices.create({ text: 'hear, hear' });
    expect((await titlesOf(ada.api.data.notices.list(), 'text')).length).toBeGreaterThan(0);
  });
});

describe('rules', () => {
  test("an owner's item is not there for others", async () => {
    const { id } = await ada.api.data.parts.create({ name: 'private' });
    const missing = { code: 'not-found', status: 404 };
    await expect(bob.api.data.parts.get(id)).rejects.toMatchObject(missing);
    await expect(bob.api.data.parts.update(id, { name: 'stolen' })).rejects.toMatchObject(missing);
    await expect(bob.api.data.parts.update(id, { name: 'stolen' }, { ifVersion: 9 })).rejects.toMatchObject(missing);
    await expect(bob.api.data.parts.delete(id)).rejects.toMatchObject(missing);
    expect(await ada.api.data.parts.get(id)).toMatchObject({ name: 'private', version: 1 });
  });

  test('a group writes, a person outside of it does not', async () => {
    const editor = await joined(to, 'editors');
    const { id } = await editor.api.data.articles.create({ title: 'By the desk' });
    await expect(bob.api.data.articles.create({ title: 'Not by me' })).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(bob.api.data.articles.update(id, { title: 'x' })).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(visitor.data.articles.get(id)).rejects.toMatchObject({ status: 404 });

    const reader = await joined(to, 'readers');
    await expect(reader.api.data.articles.get(id)).rejects.toMatchObject({ status: 404 });
    await editor.api.data.articles.update(id, { reviewed: true });
    expect(await reader.api.data.articles.get(id)).toMatchObject({ reviewed: true });
    await expect(visitor.data.articles.get(id)).rejects.toMatchObject({ status: 404 });
    await editor.api.data.articles.update(id, { published: true });
    expect(await visitor.data.articles.get(id)).toMatchObject({ title: 'By the desk' });
    expect(await bob.api.data.articles.get(id)).toMatchObject({ title: 'By the desk' });
  });

  test('a list holds only what its caller could get', async () => {
    const editor = await joined(to, 'editors');
    const hidden = await editor.api.data.articles.create({ title: 'hidden', section: 'tools' });
    const shown = await editor.api.data.articles.create({ title: 'shown', section: 'tools', published: true });
    const seen = await titlesOf(visitor.data.articles.bySection({ section: 'tools' }), 'id');
    expect(seen).toContain(shown.id);
    expect(seen).not.toContain(hidden.id);
    expect(await titlesOf(editor.api.data.articles.bySection({ section: 'tools' }), 'id')).toEqual(
      expect.arrayContaining([hidden.id, shown.id]),
    );
  });

  test('what is read by all is changed by its owner alone', async () => {
    const { id } = await ada.api.data.notices.create({ text: 'mine' });
    expect(await bob.api.data.notices.get(id)).toMatchObject({ text: 'mine' });
    await expect(bob.api.data.notices.update(id, { text: 'yours' })).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(bob.api.data.notices.delete(id)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
  });

  test('a guest drops in what only a group may read', async () => {
    const { id } = await visitor.data.suggestions.create({ text: 'more light' });
    await expect(visitor.data.suggestions.get(id)).rejects.toMatchObject({
      code: expect.stringMatching(/not-found|forbidden|unauthenticated/),
    });
    await expect(bob.api.data.suggestions.get(id)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    expect(await (await joined(to, 'editors')).api.data.suggestions.get(id)).toMatchObject({ text: 'more light' });
  });
});
