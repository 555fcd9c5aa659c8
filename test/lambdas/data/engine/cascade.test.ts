import { dataContextOf } from '../../../../lambdas/data/engine/context';
import { createDataEngine } from '../../../../lambdas/data/engine/index';
import { bury, cascade, sweep } from '../../../../lambdas/data/engine/cascade';
import { adminAccess, accessOf } from '../../../../lambdas/shared/access';
import type { AttributeMap } from '../../../../lambdas/shared/dynamodb/index';
import { readItem } from '../../../../lambdas/shared/model/item';
import { CASCADES, DELETED, EXPIRES } from '../../../../lambdas/shared/model/marks';
import { modelsOf } from '../../../../lambdas/shared/model/model';
import type { ModelSpec, OnDelete } from '../../../../lib/manifest/index';
import { died, MemoryDynamoDb } from '../../../support/memory-dynamodb/index';
import { indexesOf } from '../../../support/memory-dynamodb/reading';
import { contextWith, manifestOf, NOW } from './support';

const belongsTo = (model: string, field: string, onDelete: OnDelete): Partial<ModelSpec> => ({
  relations: { parent: { kind: 'belongsTo', model, field, onDelete } },
  indexes: { byParent: { partition: [field], sort: ['createdAt'] } },
});
const model = (more: Partial<ModelSpec> = {}, fields: ModelSpec['fields'] = {}): ModelSpec => ({
  fields: { title: { type: 'string' }, ...fields },
  rules: [{ allow: 'owner' }],
  indexes: {},
  ...more,
});

const MODELS: Record<string, ModelSpec> = {
  notebooks: model(),
  notes: model(belongsTo('notebooks', 'notebookId', 'cascade'), { notebookId: { type: 'id' }, slug: { type: 'string', unique: true } }),
  comments: model(belongsTo('notes', 'noteId', 'cascade'), { noteId: { type: 'id' } }),
  pins: model(belongsTo('notebooks', 'notebookId', 'setNull'), { notebookId: { type: 'id' } }),
  badges: model(belongsTo('notebooks', 'notebookId', 'setNull'), { notebookId: { type: 'id', required: true } }),
  invoices: model(belongsTo('customers', 'customerId', 'restrict'), { customerId: { type: 'id' } }),
  customers: model(),
  leases: model({}, { until: { type: 'datetime', ttl: true } }),
  keys: model(belongsTo('leases', 'leaseId', 'restrict'), { leaseId: { type: 'id' } }),
  offers: model({}, { until: { type: 'datetime', ttl: true }, code: { type: 'string', unique: true } }),
  bids: model(belongsTo('offers', 'offerId', 'cascade'), { offerId: { type: 'id' } }),
};

function world() {
  const models = modelsOf(manifestOf(MODELS), {});
  const dynamodb = new MemoryDynamoDb(indexesOf(Object.keys(MODELS).map(models)));
  let now = NOW;
  const context = { ...contextWith(dynamodb.client, MODELS), now: () => now };
  const engine = createDataEngine(context);
  const data = dataContextOf(context);
  const stored = (name: string, id: string): AttributeMap | undefined => dynamodb.items(`shop.${name}`).get(id);
  const live = (name: string) =>
    [...dynamodb.items(`shop.${name}`).values()].map((item) => readItem(models(name), item, now)).filter((item) => item !== undefined);
  const wait = async (ms: number) => {
    now += ms;
  };
  const reports: object[] = [];
  const report = (message: string, about: object) => void reports.push({ message, ...about });
  /** One turn of every tombstone that is marked, as the stream brings them. */
  const turn = async (names: readonly string[]) => {
    for (const name of names) {
      for (const [id, item] of new Map(dynamodb.items(`shop.${name}`))) {
        const mark = item[CASCADES];
        if (mark && 'S' in mark) await cascade(data, models(name), { id, mark: mark.S, trail: ['tidy'] }, { wait, report });
      }
    }
  };
  const marked = () =>
    ['notebooks', 'notes', 'offers'].some((name) => [...dynamodb.items(`shop.${name}`).values()].some((item) => CASCADES in item));
  /** Turns until nothing is left to be done. */
  const settle = async () => {
    for (let turns = 0; marked(); turns++) {
      if (turns > 50) throw new Error('it does not end');
      await turn(['notebooks', 'notes', 'offers']);
    }
  };
  const later = (ms: number) => wait(ms);
  return { dynamodb, engine, data, models, stored, live, turn, settle, marked, reports, later };
}

const ann = accessOf({ owner: 'ann', groups: [] });
const admin = adminAccess();
const refusal = (code: string) => expect.objectContaining({ code });

async function library({ engine }: ReturnType<typeof world>, notes: number) {
  await engine.create(ann, 'notebooks', { id: 'book' });
  await engine.create(ann, 'notebooks', { id: 'other' });
  for (let i = 0; i < notes; i++) {
    await engine.create(ann, 'notes', { id: `note-${i}`, notebookId: 'book', slug: `slug-${i}` });
    if (i < 3) await engine.create(ann, 'comments', { id: `comment-${i}`, noteId: `note-${i}` });
  }
  await engine.create(ann, 'notes', { id: 'elsewhere', notebookId: 'other' });
  await engine.create(ann, 'pins', { id: 'pin', notebookId: 'book', title: 'kept' });
}

test('the parent is gone at once, and what belonged to it follows, to the last level', async () => {
  const it = world();
  await library(it, 5);
  expect(await it.engine.delete(ann, 'notebooks', 'book')).toEqual({ pending: true, replayed: false });
  await expect(it.engine.get(ann, 'notebooks', 'book')).rejects.toEqual(refusal('not-found'));
  expect(it.live('notes')).toHaveLength(6);

  await it.settle();
  expect(it.live('notes').map(({ id }) => id)).toEqual(['elsewhere']);
  expect(it.live('comments')).toEqual([]);
  expect(it.live('pins')).toMatchObject([{ id: 'pin', title: 'kept', version: 2 }]);
  expect(it.live('pins')[0]).not.toHaveProperty('notebookId');
  // The last is the parent: its tombstone ends as any other does.
  const tombstone = it.stored('notebooks', 'book');
  expect(tombstone).toMatchObject({ [DELETED]: { N: '2' }, [EXPIRES]: expect.anything() });
  expect(tombstone).not.toHaveProperty(CASCADES);
});

test('unique values of what went with it are free again', async () => {
  const it = world();
  await library(it, 1);
  await it.engine.delete(ann, 'notebooks', 'book');
  await it.settle();
  await expect(it.engine.create(ann, 'notes', { slug: 'slug-0' })).resolves.toMatchObject({ created: true });
});

test('thousands go in turns of some hundreds', async () => {
  const it = world();
  await library(it, 1_203);
  await it.engine.delete(ann, 'notebooks', 'book');
  await it.turn(['notebooks']);
  const left = it.live('notes').length;
  expect(left).toBeGreaterThan(600);
  expect(left).toBeLessThan(1_204);
  await it.settle();
  expect(it.live('notes')).toHaveLength(1);
});

test('wherever it dies, it is done in the end', async () => {
  const calls = await (async () => {
    const it = world();
    await library(it, 2);
    await it.engine.delete(ann, 'notebooks', 'book');
    const before = it.dynamodb.calls.length;
    await it.settle();
    return it.dynamodb.calls.length - before;
  })();
  expect(calls).toBeGreaterThan(10);
  for (let at = 0; at < calls; at++) {
    for (const fault of ['before', 'after'] as const) {
      const it = world();
      await library(it, 2);
      await it.engine.delete(ann, 'notebooks', 'book');
      const start = it.dynamodb.calls.length;
      it.dynamodb.fault = (call) => (call === start + at ? fault : undefined);
      await it.settle();
      expect([it.live('notes').map(({ id }) => id), it.live('comments'), it.marked()]).toEqual([['elsewhere'], [], false]);
    }
  }
});

test('a child that cannot be written is left, and told: the others go on, and the cascade ends', async () => {
  const it = world();
  await library(it, 3);
  await it.engine.create(ann, 'badges', { id: 'badge', notebookId: 'book' });
  await it.engine.delete(ann, 'notebooks', 'book');
  await it.settle();
  expect(it.live('notes').map(({ id }) => id)).toEqual(['elsewhere']);
  expect(it.live('pins')[0]).not.toHaveProperty('notebookId');
  expect(it.live('badges')).toMatchObject([{ id: 'badge', notebookId: 'book' }]);
  expect(it.reports).toContainEqual(
    expect.objectContaining({ model: 'badges', id: 'badge', onDelete: 'setNull', reason: 'validation-failed' }),
  );
});

test('what was left is looked at once more when the tombstone is removed', async () => {
  const it = world();
  await library(it, 0);
  await it.engine.delete(ann, 'notebooks', 'book');
  await it.settle();
  const removed = async () => {
    it.dynamodb.items('shop.notebooks').delete('book');
    await sweep(it.data, it.models('notebooks'), { id: 'book', version: 2 }, []);
  };
  await removed();
  expect(it.stored('notebooks', 'book')).toBeUndefined();
  // As an index would have told it too late.
  it.dynamodb.items('shop.pins').set('late', { ...it.stored('pins', 'pin'), id: { S: 'late' }, notebookId: { S: 'book' } });
  await removed();
  await it.settle();
  expect(it.live('pins').map(({ id, notebookId }) => [id, notebookId])).toEqual([
    ['pin', undefined],
    ['late', undefined],
  ]);
});

test('a turn that fails is postponed, so that its record need not come again; after an hour it fails', async () => {
  const it = world();
  await library(it, 1);
  await it.engine.delete(ann, 'notebooks', 'book');
  const before = it.stored('notebooks', 'book')?.[CASCADES];
  it.dynamodb.fault = (_, operation) => (operation === 'query' ? died() : undefined);
  await it.turn(['notebooks']);
  expect(it.stored('notebooks', 'book')?.[CASCADES]).not.toEqual(before);
  expect(it.reports).toEqual([expect.objectContaining({ model: 'notebooks', id: 'book', error: expect.anything() })]);
  await it.later(3_600_001);
  await expect(it.turn(['notebooks'])).rejects.toThrow('no answer');
});

test('while it goes on no child is made and no new item takes the id; then it may', async () => {
  const it = world();
  await library(it, 1);
  await it.engine.delete(ann, 'notebooks', 'book');
  await expect(it.engine.create(ann, 'notes', { notebookId: 'book' })).rejects.toEqual(refusal('validation-failed'));
  await expect(it.engine.create(ann, 'notebooks', { id: 'book' })).rejects.toEqual(refusal('conflict'));
  await it.settle();
  await expect(it.engine.create(ann, 'notebooks', { id: 'book' })).resolves.toMatchObject({ item: { version: 3 } });
  await it.settle();
  expect(it.live('notebooks').map(({ id }) => id)).toContain('book');
});

test('a child that has been given to another meanwhile stays', async () => {
  const it = world();
  await library(it, 1);
  await it.engine.delete(ann, 'notebooks', 'book');
  await it.engine.update(admin, 'notes', 'note-0', { notebookId: 'other' });
  await it.settle();
  expect(it.live('notes').map(({ id }) => id)).toEqual(['note-0', 'elsewhere']);
});

test('what has ended takes what belonged to it along, unless its id is another’s by now', async () => {
  const it = world();
  await library(it, 1);
  const book = it.live('notebooks').find(({ id }) => id === 'book');
  if (book === undefined) throw new Error('there is no book');
  await bury(it.data, it.models('notebooks'), book, []);
  expect(it.live('notes')).toHaveLength(2);

  it.dynamodb.items('shop.notebooks').delete('book');
  await bury(it.data, it.models('notebooks'), book, []);
  await it.settle();
  expect(it.live('notes').map(({ id }) => id)).toEqual(['elsewhere']);
});

test('what others restrict is not deleted while they are there', async () => {
  const it = world();
  await it.engine.create(ann, 'customers', { id: 'acme' });
  await it.engine.create(ann, 'invoices', { id: 'one', customerId: 'acme' });
  await expect(it.engine.delete(ann, 'customers', 'acme')).rejects.toEqual(refusal('in-use'));
  await expect(it.engine.delete(ann, 'customers', 'acme', { ifVersion: 1 })).rejects.toEqual(refusal('in-use'));
  expect(it.live('customers')).toHaveLength(1);

  await it.engine.delete(ann, 'invoices', 'one');
  expect(await it.engine.delete(ann, 'customers', 'acme')).toEqual({ pending: false, replayed: false });
});

test('who may not delete it is not told that others restrict it', async () => {
  const it = world();
  await it.engine.create(ann, 'customers', { id: 'acme' });
  await it.engine.create(ann, 'invoices', { customerId: 'acme' });
  await expect(it.engine.delete(accessOf({ owner: 'bob', groups: [] }), 'customers', 'acme')).rejects.toEqual(refusal('not-found'));
});

test('a delete that comes again answers as the first did, also when all is done', async () => {
  const it = world();
  await library(it, 1);
  const options = { idempotencyKey: '019b7ca9-8c8e-7000-8000-0123456789ab' };
  expect(await it.engine.delete(ann, 'notebooks', 'book', options)).toEqual({ pending: true, replayed: false });
  expect(await it.engine.delete(ann, 'notebooks', 'book', options)).toEqual({ pending: true, replayed: true });
  await it.settle();
  expect(await it.engine.delete(ann, 'notebooks', 'book', options)).toEqual({ pending: true, replayed: true });
});

test('an item that has ended goes like one that is deleted before another takes its id: that one has no children', async () => {
  const { engine, settle, live, stored, later } = world();
  const until = new Date(NOW + 60_000).toISOString();
  await engine.create(ann, 'offers', { id: 'o', until, code: 'x' });
  await engine.create(ann, 'bids', { id: 'b', offerId: 'o' });
  await later(120_000);
  const again = () => engine.create(ann, 'offers', { id: 'o', title: 'again' });
  await expect(again()).rejects.toMatchObject({ code: 'conflict', details: { retryAfter: 5 } });
  expect(stored('offers', 'o')).toMatchObject({ [DELETED]: { N: '2' }, [CASCADES]: expect.anything() });
  await settle();
  expect(live('bids')).toEqual([]);
  expect((await again()).item).toMatchObject({ title: 'again', version: 3 });
  expect((await engine.create(ann, 'offers', { id: 'p', code: 'x' })).item.code).toBe('x');
});

test('nobody takes over what an item that has ended would have kept', async () => {
  const it = world();
  const until = new Date(NOW + 1_000).toISOString();
  await it.engine.create(ann, 'leases', { id: 'lease', until });
  await it.engine.create(ann, 'keys', { id: 'key', leaseId: 'lease' });
  await it.later(2_000);
  const bob = accessOf({ owner: 'bob', groups: [] });
  await expect(it.engine.create(bob, 'leases', { id: 'lease' })).rejects.toEqual(refusal('conflict'));
  // DynamoDB removes it some day, which leaves nothing of it.
  it.dynamodb.items('shop.leases').delete('lease');
  await expect(it.engine.create(bob, 'leases', { id: 'lease' })).rejects.toEqual(refusal('conflict'));
  await expect(it.engine.create(bob, 'leases', {})).resolves.toMatchObject({ created: true });
  await it.engine.delete(ann, 'keys', 'key');
  await expect(it.engine.create(bob, 'leases', { id: 'lease' })).resolves.toMatchObject({ created: true });
});
