import { createSend } from '../../../client/core/request';
import { createData } from '../../../client/data';
import type { Checks } from '../../../client/core/config';
import { CONFIG, json, problem, rejection, type Reply, script } from '../scripted';

function notes(replies: Reply[], options: { token?: string; guest?: string[]; checks?: Checks } = {}) {
  const fetch = script(...replies);
  const send = createSend(CONFIG, 'hash', () => ('token' in options ? options.token : 'token'), { fetch });
  const data = createData(send, { notes: [['newest'], options.guest ?? []] }, { checks: options.checks });
  return { data, notes: data.notes, sent: fetch.sent };
}

const line = ({ method, url }: { method: string; url: string }) => `${method} ${decodeURIComponent(url.replace('https://api.test', ''))}`;

test('an item is created, read, updated and deleted', async () => {
  const item = { id: '1', title: 'a', version: 1 };
  const { notes: model, sent } = notes([json(201, item), json(200, item), json(200, item), new Response(null, { status: 204 })]);
  expect(await model.create({ title: 'a' })).toEqual(item);
  expect(await model.get('1')).toEqual(item);
  expect(await model.update('1', { title: null }, { ifVersion: 1 })).toEqual(item);
  expect(await model.delete('1', { ifVersion: 2 })).toBeUndefined();
  expect(sent.map(line)).toEqual(['POST /data/notes', 'GET /data/notes/1', 'PATCH /data/notes/1', 'DELETE /data/notes/1']);
  expect(sent.map(({ body }) => body)).toEqual([{ title: 'a' }, undefined, { title: null }, undefined]);
  expect(sent.map(({ headers }) => headers['If-Match'])).toEqual([undefined, undefined, '"1"', '"2"']);
});

test('a delete whose answer was lost is sent again with its key, by which the server knows it', async () => {
  const { notes: model, sent } = notes([new TypeError('down'), new Response(null, { status: 204 })]);
  await model.delete('1');
  expect(new Set(sent.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1);
  expect(sent).toHaveLength(2);
  expect(await rejection(notes([problem(404, 'not-found')]).notes.delete('1'))).toMatchObject({ code: 'not-found' });
});

test('an item is replaced where there is one, or made where there is none', async () => {
  const { notes: model, sent } = notes([json(200, { id: '1' })]);
  await model.replace('1', { title: 'a' });
  await model.replace('1', { title: 'a' }, { ifVersion: 3 });
  await model.replace('1', { title: 'a' }, { ifVersion: undefined });
  await model.upsert('1', { title: 'a' });
  expect(sent.map(({ method, headers }) => [method, headers['If-Match']])).toEqual([
    ['PUT', '*'],
    ['PUT', '"3"'],
    ['PUT', '*'],
    ['PUT', undefined],
  ]);
});

test('a write asks for conditions, and a read for relations, in its query', async () => {
  const { notes: model, sent } = notes([json(200, { id: '1' })]);
  await model.update('1', { title: 'b' }, { if: { kind: 'idea', rank: { lt: 3 } } });
  await model.delete('1', { if: { kind: 'idea' } });
  await model.get('1', { include: { comments: { limit: 3 } } });
  expect(sent.map(line)).toEqual([
    'PATCH /data/notes/1?if={"kind":"idea","rank":{"lt":3}}',
    'DELETE /data/notes/1?if={"kind":"idea"}',
    'GET /data/notes/1?include={"comments":{"limit":3}}',
  ]);
});

test('a list with a filter is a GET, and a POST where it is long or has lists that no URL holds', async () => {
  const { notes: model, sent } = notes([json(200, { items: [1], cursor: 'c' }), json(200, { items: [] })]);
  await model.newest({ owner: 'me', filter: { title: { contains: 'x' } }, include: { comments: true } });
  const long = { title: { contains: 'x'.repeat(3000) } };
  const { signal } = new AbortController();
  await model.newest({ owner: 'me', filter: long, limit: 5, signal });
  await model.newest({ owner: 'me', createdAt: { between: ['a', 'b'] } });
  expect(sent.map(line)).toEqual([
    'GET /data/notes?index=newest&owner=me&filter={"title":{"contains":"x"}}&include={"comments":true}',
    'POST /data/notes/query',
    'POST /data/notes/query',
  ]);
  expect(sent[1]?.body).toEqual({ index: 'newest', owner: 'me', filter: long, limit: 5 });
  expect(sent[2]?.body).toEqual({ index: 'newest', owner: 'me', createdAt: { between: ['a', 'b'] } });
});

test('items are counted', async () => {
  const { notes: model, sent } = notes([json(200, { count: 3, complete: true })]);
  expect(await model.count({ owner: 'me', filter: { rank: 1 } })).toEqual({ count: 3, complete: true });
  expect(sent.map(line)).toEqual(['POST /data/notes/count']);
  expect(sent[0]?.body).toEqual({ owner: 'me', filter: { rank: 1 } });
});

test('a transaction is the actions that are chosen, and gives their items', async () => {
  const { data, sent } = notes([json(200, { items: [{ id: '1' }, { id: '2' }, null, null] })]);
  const items = await data.transact((to: any) => [
    to.notes.create({ title: 'a' }),
    to.notes.update('2', { rank: 1 }, { ifVersion: 3, if: { kind: 'idea' } }),
    to.notes.delete('3'),
    to.notes.check('4', { if: { kind: 'idea' } }),
  ]);
  expect(items).toEqual([{ id: '1' }, { id: '2' }, null, null]);
  expect(sent.map(line)).toEqual(['POST /transactions']);
  expect(sent[0]?.body).toEqual({
    actions: [
      { model: 'notes', create: { title: 'a' } },
      { model: 'notes', update: { rank: 1 }, id: '2', ifVersion: 3, if: { kind: 'idea' } },
      { model: 'notes', delete: '3' },
      { model: 'notes', check: '4', if: { kind: 'idea' } },
    ],
  });
});

test('a refused transaction says why of each refused action', async () => {
  const errors = [{ pointer: '/actions/1', detail: 'It has changed.', code: 'version-mismatch' }];
  const { data } = notes([problem(409, 'transaction-refused', { errors })]);
  const error = await rejection(data.transact((to: any) => [to.notes.create({}), to.notes.delete('1', { ifVersion: 1 })]));
  expect(error).toMatchObject({ code: 'transaction-refused', problems: errors, fields: { '/actions/1': 'It has changed.' } });
});

test('a moment is asked for as the text that it is stored as', async () => {
  const { notes: model, sent } = notes([json(200, { items: [] })]);
  const at = new Date(Date.UTC(2026, 0, 2));
  await model.newest({ due: at, createdAt: { ge: at } });
  expect(sent.map(line)).toEqual(['GET /data/notes?index=newest&due=2026-01-02T00:00:00.000Z&createdAt.ge=2026-01-02T00:00:00.000Z']);
});

test('an index is queried by its own method, with ranges and pages', async () => {
  const { notes: model, sent } = notes([json(200, { items: [1, 2], cursor: 'c/1' }), json(200, { items: [3] })]);
  const items: number[] = [];
  for await (const item of model.newest({ owner: 'me', createdAt: { ge: 'a', lt: 'b' }, order: 'desc', limit: 2 })) {
    items.push(item);
  }
  expect(items).toEqual([1, 2, 3]);
  expect(sent.map(line)).toEqual([
    'GET /data/notes?index=newest&owner=me&createdAt.ge=a&createdAt.lt=b&order=desc&limit=2',
    'GET /data/notes?index=newest&owner=me&createdAt.ge=a&createdAt.lt=b&order=desc&limit=2&cursor=c/1',
  ]);
});

test('a list names no index, and goes on from a cursor', async () => {
  const { notes: model, sent } = notes([json(200, { items: [], cursor: 'next' }), json(200, { items: [] })]);
  expect(await model.list({ published: false, cursor: 'given' })).toEqual({ items: [], cursor: 'next' });
  await model.list();
  expect(sent.map(line)).toEqual(['GET /data/notes?published=false&cursor=given', 'GET /data/notes']);
});

test('a signal ends a list between its pages', async () => {
  const controller = new AbortController();
  const { notes: model, sent } = notes([json(200, { items: [1], cursor: 'more' })]);
  const seen = (async () => {
    for await (const _item of model.newest({ owner: 'me', signal: controller.signal })) {
      controller.abort();
    }
  })();
  expect((await rejection(seen)).name).toBe('AbortError');
  expect(sent).toHaveLength(1);
});

test('a guest calls what guests may, and nothing else', async () => {
  const { notes: model, sent } = notes([json(200, { items: [] })], { token: undefined, guest: ['get', 'list'] });
  await model.get('1');
  await model.newest({ published: true });
  for (const call of [model.create({}), model.update('1', {}), model.delete('1')]) {
    expect(await rejection(call)).toMatchObject({ code: 'unauthenticated' });
  }
  expect(sent.map(line)).toEqual(['GET /guest/data/notes/1', 'GET /guest/data/notes?index=newest&published=true']);
});

test('checks refuse before anything is sent, as the server would', async () => {
  const found = [{ pointer: '/title', detail: 'is required' }];
  const checks: Checks = { create: (model) => (model === 'notes' ? found : []), update: () => found, call: () => [] };
  const { notes: model, sent } = notes([json(201, {})], { checks });
  for (const call of [model.create({}), model.update('1', {}), model.upsert('1', {})]) {
    expect(await rejection(call)).toMatchObject({ code: 'validation-failed', status: 422, fields: { '/title': 'is required' } });
  }
  expect(sent).toHaveLength(0);
  const passing = notes([json(201, { id: '1' })], { checks: { ...checks, create: () => [] } });
  expect(await passing.notes.create({})).toEqual({ id: '1' });
});
