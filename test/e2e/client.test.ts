import { type AnyClient, type Deployment, deployment, guest, type Person, signedUp } from './deployment';

// What the generated client does beyond sending a call: cutting, asking again, correcting its clock, and choosing how to ask.

let to: Deployment;
let ada: Person;
let parts: AnyClient;
let urls: string[];

const names = (count: number) => Array.from({ length: count }, (_, i) => `part ${String(i).padStart(3, '0')}`);

beforeAll(async () => {
  to = deployment('workshop');
  urls = [];
  const fetch = async (url: string, init: RequestInit) => {
    urls.push(`${init.method} ${url.slice(to.config.apiUrl.length).split('?')[0]}`);
    return globalThis.fetch(url, init);
  };
  ada = await signedUp(to, 'ada');
  const api = await guest(to, { fetch });
  await api.auth.signIn({ email: ada.email, password: ada.password });
  parts = api.data.parts;
  ada = { ...ada, api };
});

test('a batch of any size is written and read, each part of it told by itself', async () => {
  const outcomes = await parts.batchWrite([...names(60).map((name) => ({ create: { name, kind: 'nut' } })), { create: { name: '' } }]);
  expect(outcomes.slice(0, 60).every(({ ok }: { ok: boolean }) => ok)).toBe(true);
  expect(outcomes[60]).toMatchObject({ ok: false, error: { code: 'validation-failed', fields: { '/name': expect.any(String) } } });

  const ids = outcomes.slice(0, 60).map(({ item }: { item: { id: string } }) => item.id);
  const read = await parts.batchGet([...ids, 'nothing', ids[0]]);
  expect(read.map(({ name }: { name: string }) => name)).toEqual([...names(60), names(1)[0]]);

  const changes = [
    { update: { $increment: { count: 2 } }, id: ids[0], ifVersion: 1 },
    { update: { count: 9 }, id: ids[1], ifVersion: 7 },
    { delete: ids[2] },
  ];
  expect(await parts.batchWrite(changes)).toMatchObject([
    { ok: true, item: { count: 3, version: 2 } },
    { ok: false, error: { code: 'version-mismatch', status: 412, current: { version: 1 } } },
    { ok: true },
  ]);
});

test('a list is asked for by GET, and by POST where a URL cannot hold it', async () => {
  await parts.create({ name: 'gear one', kind: 'gear', count: 4 });
  await parts.create({ name: 'gear two', kind: 'gear', count: 6 });
  urls.length = 0;
  const query = { owner: 'me', kind: 'gear' };
  const titles = async (more: object) => (await parts.byKind({ ...query, ...more })).items.map(({ name }: { name: string }) => name);
  expect(await titles({ filter: { name: { contains: 'two' } } })).toEqual(['gear two']);
  expect(await titles({ count: { ge: 4, le: 5 } })).toEqual(['gear one']);
  expect(await titles({ count: { between: [5, 7] } })).toEqual(['gear two']);
  expect(await titles({ filter: { or: [{ count: 4 }, { name: 'x'.repeat(40) }] } })).toEqual(['gear one']);
  expect(urls).toEqual(['GET /data/parts', 'GET /data/parts', 'POST /data/parts/query', 'POST /data/parts/query']);
  expect(await parts.count(query)).toEqual({ count: 2, complete: true });
});

test('an item is replaced, made where there is none, and read with what belongs to it', async () => {
  const { id } = await parts.upsert('own-part', { name: 'made', weight: 2 });
  expect(await parts.replace(id, { name: 'other' }, { if: { weight: { gt: 1 } } })).not.toHaveProperty('weight');
  await expect(parts.replace(id, { name: 'again' }, { if: { weight: { gt: 1 } } })).rejects.toMatchObject({
    code: 'condition-failed',
    current: { name: 'other' },
  });
  await expect(parts.replace('nowhere', { name: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  await ada.api.data.repairs.create({ note: 'oiled', partId: id });
  expect(await parts.get(id, { include: { repairs: { limit: 3 } } })).toMatchObject({
    name: 'other',
    repairs: { items: [{ note: 'oiled' }] },
  });
});

test('a transaction is done whole, or refused with a reason for each action', async () => {
  const { data } = ada.api;
  const [made, changed] = await data.transact((tx: AnyClient) => [
    tx.parts.create({ name: 'wheel' }),
    tx.parts.update('own-part', { $increment: { count: 1 } }, { if: { name: 'other' } }),
  ]);
  expect([made, changed]).toMatchObject([{ name: 'wheel', version: 1 }, { count: 2 }]);
  const refused = data.transact((tx: AnyClient) => [tx.parts.create({ name: 'axle' }), tx.parts.delete('own-part', { ifVersion: 99 })]);
  await expect(refused).rejects.toMatchObject({
    code: 'transaction-refused',
    problems: [{ pointer: '/actions/1', code: 'version-mismatch' }],
    message: expect.stringContaining('/actions/1'),
  });
});

test('a device whose clock is wrong writes all the same', async () => {
  const now = jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(performance.timeOrigin + performance.now()) + 3_600_000);
  try {
    urls.length = 0;
    expect(await parts.create({ name: 'later' })).toMatchObject({ name: 'later' });
    expect(await parts.create({ name: 'latest' })).toMatchObject({ name: 'latest' });
    expect(urls.filter((url) => url === 'POST /data/parts')).toHaveLength(3);
  } finally {
    now.mockRestore();
  }
});
