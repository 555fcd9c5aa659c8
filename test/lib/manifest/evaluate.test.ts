import * as fc from 'fast-check';
import { and, couldHold, type Expression, heldBy, holds, mustHold, not, or, order, type RuledItem } from '../../../lib/manifest';

const related: Expression = { op: 'related', relation: 'up', of: { op: 'eq', path: ['owner'], value: 'ann' } };
const open: Expression = { op: 'eq', path: ['open'], value: true };

test('what hangs on a related item is open until somebody has looked', () => {
  expect(heldBy(related, {})).toBeUndefined();
  expect(heldBy(related, {}, { other: null })).toBeUndefined();
  expect(heldBy(related, {}, { up: null })).toBe(false);
  expect(heldBy(related, {}, { up: { item: { owner: 'ann' } } })).toBe(true);
  expect(heldBy(or([open, related]), { open: true })).toBe(true);
  expect(heldBy(or([open, related]), { open: false })).toBeUndefined();
  expect(heldBy(and([open, related]), { open: false })).toBe(false);
  expect(heldBy(not(related), {})).toBeUndefined();
  expect([holds(related, {}), holds(not(related), {})]).toEqual([false, false]);
});

test('of what is known in part, absent fields may have any value', () => {
  expect([couldHold(open, {}), mustHold(open, {})]).toEqual([true, false]);
  expect([couldHold(open, { open: true }), mustHold(open, { open: true })]).toEqual([true, true]);
  expect([couldHold(open, { open: false }), couldHold(not(open), { open: true })]).toEqual([false, false]);
  expect(mustHold({ op: 'ne', path: ['kind'], value: 'a' }, {})).toBe(false);
});

test('an item or a relation has what is its own alone', () => {
  expect(holds(open, Object.create({ open: true }))).toBe(false);
  expect(couldHold(open, Object.create({ open: false }))).toBe(true);
  expect(heldBy(related, {}, Object.create({ up: { item: { owner: 'ann' } } }))).toBeUndefined();
});

test('between has both its ends, in the order of values', () => {
  const between: Expression = { op: 'between', path: ['n'], from: 2, to: 4 };
  expect([1, 2, 3, 4, 5, '3', undefined].map((n) => holds(between, { n }))).toEqual([false, true, true, true, false, false, false]);
});

test('an operator of a newer version holds of nothing', () => {
  expect(holds({ op: 'near', path: ['a'], value: 1 } as unknown as Expression, { a: 1 })).toBe(false);
});

test('texts are in the order of their UTF-8 bytes, as in DynamoDB', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(order(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(order(3, '3')).toBeNaN();
  expect(order(true, true)).toBeNaN();
});

const comparison = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), path: fc.constantFrom(['a'], ['b']), value: fc.nat(2) }),
  fc.record({ op: fc.constant('exists'), path: fc.constantFrom(['a'], ['b']) }),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    comparison as fc.Arbitrary<Expression>,
    tie('expression').map(not),
    fc.array(tie('expression'), { maxLength: 3 }).map(and),
    fc.array(tie('expression'), { maxLength: 3 }).map(or),
  ),
}));

test('a part of an item is never surer than the whole', () => {
  const item = fc.record({ a: fc.nat(2), b: fc.nat(2) }, { requiredKeys: [] });
  fc.assert(
    fc.property(expression, item, fc.constantFrom('a', 'b'), (asked, whole: RuledItem, dropped) => {
      const { [dropped]: _, ...known } = whole;
      const held = holds(asked, whole);
      expect(couldHold(asked, known) || !held).toBe(true);
      expect(!mustHold(asked, known) || held).toBe(true);
      expect(holds(not(asked), whole)).toBe(!held);
    }),
  );
});
