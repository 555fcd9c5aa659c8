import { readItem, readStored, writeItem } from '../../../../lambdas/shared/model/item';
import { compileModel } from '../../../../lambdas/shared/model/model';
import type { ModelSpec } from '../../../../lib/manifest';

const NOTE: ModelSpec = {
  fields: {
    title: { type: 'string' },
    published: { type: 'boolean' },
    size: { type: 'number' },
    until: { type: 'datetime', ttl: true },
    key: { type: 'bytes' },
    tags: { type: 'stringSet' },
    deep: {
      type: 'object',
      fields: { keys: { type: 'list', items: { type: 'bytes' } }, names: { type: 'map', items: { type: 'stringSet' } } },
    },
  },
  rules: [{ allow: 'owner' }],
  indexes: { shelf: { partition: ['published'], sort: ['title'] } },
};
const model = compileModel('notes', NOTE, 'shop.notes');
const item = { id: 'a', title: 'Hello', published: true, owner: 'ann', version: 1 };
const NOW = Date.UTC(2026, 0, 1);

test('what is stored of an item has the shadows of its keys and the marks; what is read has neither', () => {
  const stored = writeItem(model, item, ['echo']);
  expect(stored).toMatchObject({ published: { BOOL: true }, _key_published: { S: 'true' }, _trail: { S: 'echo' } });
  expect(readItem(model, stored, NOW)).toEqual(item);
});

test('bytes are binary and sets are sets, however deep; a set that is empty is none', () => {
  const values = { key: 'aGk=', tags: ['a', 'b'], deep: { keys: ['aGk='], names: { x: ['y'], none: [] } } };
  const stored = writeItem(model, { ...item, ...values });
  expect(stored).toMatchObject({ key: { B: 'aGk=' }, tags: { SS: ['a', 'b'] }, deep: { M: { keys: { L: [{ B: 'aGk=' }] } } } });
  expect(readItem(model, { ...stored, tags: { SS: ['b', 'a'] } }, NOW)).toEqual({ ...item, ...values });
  expect(writeItem(model, { ...item, tags: [] })).not.toHaveProperty('tags');
});

test('what a table made elsewhere holds beside is not read, nor is null', () => {
  expect(readItem(model, { id: { S: 'a' }, title: { NULL: true }, secret: { S: 'x' } }, NOW)).toEqual({ id: 'a', version: 0 });
});

test('tombstones, claims and what has ended are no items; writers know the version of what is gone', () => {
  const stored = writeItem(model, { ...item, version: 7, until: new Date(NOW + 1).toISOString() });
  expect(stored._expires).toEqual({ N: String(NOW / 1000 + 1) });
  expect(readItem(model, stored, NOW + 999)).toBeDefined();
  expect(readStored(model, stored, NOW + 1000)).toEqual({ item: undefined, version: 7, attributes: stored });
  expect(readItem(model, stored, 0)).toBeDefined();
  const tombstone = { id: { S: 'a' }, _deleted: { N: '8' } };
  expect(readStored(model, tombstone, NOW)).toEqual({ item: undefined, version: 8, attributes: tombstone });
  expect(readItem(model, { id: { S: '#slug#x' }, _claim: { S: 'a' } }, NOW)).toBeUndefined();
  expect(readStored(model, undefined, NOW)).toEqual({ item: undefined, version: 0, attributes: undefined });
});

test('16 writes of an item of 700 bytes leave it below 1 kB', () => {
  // DynamoDB counts the bytes of names and values: a slot has a name of 3 and a value of 12.
  expect(700 + 16 * (3 + 12)).toBeLessThan(1024);
});
