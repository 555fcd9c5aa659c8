import { isSameWrite, readItem, writeItem } from '../../../../lambdas/shared/model/item';
import { compileModel } from '../../../../lambdas/shared/model/model';
import type { ModelSpec } from '../../../../lib/manifest';

const NOTE: ModelSpec = {
  fields: { title: { type: 'string' }, published: { type: 'boolean' }, size: { type: 'number' } },
  rules: [{ allow: 'owner' }],
  indexes: { shelf: { partition: ['published'], sort: ['title'] } },
};
const model = compileModel('notes', NOTE, 'shop.notes');
const item = { id: 'a', title: 'Hello', published: true, owner: 'ann', version: 1 };

test('what is stored of an item has the shadows of its keys and the marks; what is read has neither', () => {
  const stored = writeItem(model, item, { trail: ['echo'], writes: { M: {} } });
  expect(stored).toMatchObject({ published: { BOOL: true }, _key_published: { S: 'true' }, _trail: { S: 'echo' }, _writes: { M: {} } });
  expect(readItem(model, stored)).toEqual(item);
});

test('what a table made elsewhere holds beside is not read, nor is null', () => {
  expect(readItem(model, { id: { S: 'a' }, title: { NULL: true }, secret: { S: 'x' } })).toEqual({ id: 'a', version: 0 });
});

test('a write is known by its values, however DynamoDB spells them', () => {
  const written = writeItem(model, { ...item, size: 1e21 });
  expect(isSameWrite(model, { ...written, size: { N: '1000000000000000000000' } }, written)).toBe(true);
  expect(isSameWrite(model, { ...written, size: { N: '1000000000000000000001' } }, written)).toBe(false);
  expect(isSameWrite(model, { ...written, _writes: { M: { 1: { S: 'other' } } } }, written)).toBe(false);
  expect(isSameWrite(model, undefined, written)).toBe(false);
});
