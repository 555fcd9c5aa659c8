import * as fc from 'fast-check';
import { condition, Placeholders } from '../../../../lambdas/data/engine/expressions';
import { writeItem } from '../../../../lambdas/shared/model/item';
import { compileModel } from '../../../../lambdas/shared/model/model';
import { holds } from '../../../../lib/manifest/index';
import { anyExpression, anyItem } from '../../../support/any-expression';
import { Expressions } from '../../../support/memory-dynamodb/expressions';

const model = compileModel(
  'things',
  {
    fields: {
      text: { type: 'string' },
      number: { type: 'number' },
      flag: { type: 'boolean' },
      list: { type: 'list' },
      set: { type: 'stringSet' },
      object: { type: 'object', fields: { text: { type: 'string' }, number: { type: 'number' } } },
    },
    rules: [],
    indexes: {},
  },
  'shop.things',
);

test('a condition holds of what is stored where the expression holds of the item', () => {
  fc.assert(
    fc.property(anyExpression, anyItem, (expression, values) => {
      const item = { id: 'a', version: 1, ...values };
      const placeholders = new Placeholders();
      const text = condition(expression, placeholders);
      expect(new Expressions(placeholders.attributes).holds(text, writeItem(model, item))).toBe(holds(expression, item));
    }),
    { numRuns: 3000 },
  );
});

test('always and never are conditions too, and what is asked of a related item is none', () => {
  const stored = writeItem(model, { id: 'a', version: 1 });
  for (const op of ['always', 'never'] as const) {
    const placeholders = new Placeholders();
    const text = condition({ op }, placeholders);
    expect(new Expressions(placeholders.attributes).holds(text, stored)).toBe(op === 'always');
  }
  expect(() => condition({ op: 'related', relation: 'shelf', of: { op: 'always' } }, new Placeholders())).toThrow('shelf');
});

test('nothing that a caller sends is part of an expression', () => {
  const placeholders = new Placeholders();
  const text = condition({ op: 'eq', path: ['text'], value: 'x = x OR 1 = 1' }, placeholders);
  expect(text).toBe('#0 = :0');
  expect(placeholders.attributes.ExpressionAttributeValues).toEqual({ ':0': { S: 'x = x OR 1 = 1' } });
});
