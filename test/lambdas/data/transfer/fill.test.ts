import type { AttributeMap } from '../../../../lambdas/shared/dynamodb/index';
import { createDataEngine } from '../../../../lambdas/data/engine/index';
import { type FillOptions, fillItems } from '../../../../lambdas/data/transfer/fill';
import { adminAccess } from '../../../../lambdas/shared/access';
import { modelsOf } from '../../../../lambdas/shared/model/model';
import type { Manifest, ModelSpec } from '../../../../lib/manifest';
import { MemoryDynamoDb } from '../../../support/memory-dynamodb/index';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const manifestOf = (model: Partial<ModelSpec>): Manifest => ({
  manifestVersion: 1,
  backendId: 'shop',
  data: { models: { notes: { fields: {}, rules: [{ allow: 'authenticated' }], indexes: {}, ...model } } },
});
const BEFORE = manifestOf({
  fields: { email: { type: 'email' }, done: { type: 'boolean' }, end: { type: 'datetime' }, kind: { type: 'string' } },
});
const AFTER = manifestOf({
  fields: {
    email: { type: 'email', unique: true },
    done: { type: 'boolean' },
    end: { type: 'datetime', ttl: true },
    kind: { type: 'string', required: true, defaultValue: 'plain' },
    made: { type: 'datetime', defaultFrom: 'now' },
  },
  indexes: { byDone: { partition: ['done'], sort: [] } },
});

function world() {
  const tables = new MemoryDynamoDb();
  tables.mostRead = 2;
  const context = { dynamodb: tables.client, now: () => NOW };
  const engine = (manifest: Manifest) => createDataEngine({ ...context, manifest, binding: {} } as never);
  const admin = adminAccess();
  return {
    tables,
    stored: (id: string) => tables.items('shop.notes').get(id),
    claims: () => [...tables.items('shop.notes').values()].flatMap(({ _claim }) => (_claim as { S: string } | undefined)?.S ?? []).sort(),
    create: (values: object, id: string, manifest = BEFORE) => engine(manifest).create(admin, 'notes', { id, ...values }),
    update: (id: string, patch: object, manifest = BEFORE) => engine(manifest).update(admin, 'notes', id, patch),
    remove: (id: string, manifest = BEFORE) => engine(manifest).delete(admin, 'notes', id),
    async fill(options: Partial<FillOptions> = {}) {
      const sum = { items: 0, written: 0, conflicts: [] as unknown[] };
      const pages = fillItems(context, modelsOf(AFTER, {})('notes'), { part: 0, of: 1 }, { defaults: [], tidies: false, ...options });
      for await (const { items, written, conflicts } of pages) {
        sum.items += items;
        sum.written += written;
        sum.conflicts.push(...conflicts);
      }
      return sum;
    },
  };
}

test('values that are to be unique are claimed, and from then on nobody else has them', async () => {
  const { create, fill, claims, stored } = world();
  for (const id of ['a', 'b', 'c']) await create(id === 'c' ? {} : { email: `${id}@example.com` }, id);
  expect(await fill()).toEqual({ items: expect.any(Number), written: 2, conflicts: [] });
  expect(claims()).toEqual(['a', 'b']);
  expect(stored('a')).toMatchObject({ version: { N: '1' } });
  await expect(create({ email: 'a@example.com' }, 'd', AFTER)).rejects.toMatchObject({ code: 'conflict' });
  // Done again, there is nothing left to do.
  expect(await fill()).toMatchObject({ written: 0, conflicts: [] });
});

test('a value that two items have is told, with both, and all others are claimed', async () => {
  const { create, fill, claims } = world();
  await create({ email: 'same@example.com' }, 'a');
  await create({ email: 'same@example.com' }, 'b');
  await create({ email: 'other@example.com' }, 'c');
  const { conflicts } = await fill();
  expect(conflicts).toEqual([{ field: 'email', value: 'same@example.com', ids: expect.arrayContaining(['a', 'b']) }]);
  expect(claims()).toHaveLength(2);
});

test('claims whose item is gone or has another value are given up, when asked to or when in the way', async () => {
  const { create, update, remove, fill, claims } = world();
  for (const id of ['a', 'b', 'c']) await create({ email: `${id}@example.com` }, id);
  await fill();
  // As by handlers that know of no claims.
  await update('a', { email: 'new@example.com' });
  await remove('b');
  await create({ email: 'a@example.com' }, 'd');
  expect(await fill()).toMatchObject({ conflicts: [] });
  expect(claims()).toEqual(['a', 'b', 'c', 'd']);
  await fill({ tidies: true });
  expect(claims()).toEqual(['a', 'c', 'd']);
});

test('defaults are given to items that lack them, and no other', async () => {
  const { create, fill, stored } = world();
  await create({}, 'a');
  await create({ kind: 'rich' }, 'b');
  await fill({ defaults: ['kind', 'made'] });
  expect(stored('a')).toMatchObject({ kind: { S: 'plain' }, made: { S: '2026-01-01T00:00:00.000Z' }, version: { N: '1' } });
  expect(stored('b')).toMatchObject({ kind: { S: 'rich' }, made: { S: '2026-01-01T00:00:00.000Z' } });
  await create({}, 'c');
  await fill();
  expect(stored('c')).not.toHaveProperty('kind');
});

test('what goes with an indexed boolean and with an end is written beside them', async () => {
  const { create, fill, stored } = world();
  await create({ done: false, end: '2027-01-01T00:00:00Z' }, 'a');
  expect(await fill()).toMatchObject({ written: 1 });
  expect(stored('a')).toMatchObject({ done: { BOOL: false }, _key_done: { S: 'false' }, _expires: { N: '1798761600' } });
  expect(await fill()).toMatchObject({ written: 0 });
});

test('an item that others write to meanwhile is looked at anew: what they wrote stays', async () => {
  const { tables, create, update, fill, stored, claims } = world();
  await create({ email: 'old@example.com', done: true }, 'a');
  let met = false;
  tables.pause = async () => {
    if (met || !tables.calls.some(({ operation }) => operation === 'getItem')) return;
    met = true;
    await update('a', { email: 'new@example.com', done: false });
  };
  await fill({ defaults: ['kind'] });
  expect(met).toBe(true);
  expect(stored('a')).toMatchObject({
    email: { S: 'new@example.com' },
    _key_done: { S: 'false' },
    kind: { S: 'plain' },
    version: { N: '2' },
  });
  expect(claims()).toEqual(['a']);
  await expect(create({ email: 'new@example.com' }, 'b', AFTER)).rejects.toMatchObject({ code: 'conflict' });
});

test('a claim that is released after its page was read stops nothing', async () => {
  const { tables, create, update, remove, fill, claims } = world();
  for (const id of ['a', 'b']) await create({ email: `${id}@example.com` }, id);
  await fill();
  await update('a', { email: 'new@example.com' });
  const [claim] = [...tables.items('shop.notes').values()].filter(({ _claim }) => (_claim as { S: string } | undefined)?.S === 'a');
  const key = ((claim as AttributeMap).id as { S: string }).S;
  let met = false;
  tables.pause = async () => {
    if (met || tables.calls.at(-1)?.operation !== 'transactWriteItems') return;
    met = true;
    tables.items('shop.notes').delete(key);
    await remove('b', AFTER);
  };
  await fill({ tidies: true });
  expect(met).toBe(true);
  expect(claims()).toEqual(['a']);
});
