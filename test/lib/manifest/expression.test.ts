import { ALWAYS, and, asSeen, type Expression, fieldsIn, NEVER, not, or, relationsIn } from '../../../lib/manifest';

const a: Expression = { op: 'exists', path: ['a'] };
const b: Expression = { op: 'eq', path: ['b', 'c'], value: 1 };
const related: Expression = { op: 'related', relation: 'up', of: { op: 'related', relation: 'further', of: a } };

test.each<[Expression, Expression]>([
  [and([]), ALWAYS],
  [or([]), NEVER],
  [and([a]), a],
  [and([a, ALWAYS, b]), { op: 'and', of: [a, b] }],
  [and([a, NEVER]), NEVER],
  [and([a, and([b, related])]), { op: 'and', of: [a, b, related] }],
  [and([or([a, b]), b]), { op: 'and', of: [{ op: 'or', of: [a, b] }, b] }],
  [or([a, ALWAYS]), ALWAYS],
  [or([NEVER, a, or([b])]), { op: 'or', of: [a, b] }],
  [not(ALWAYS), NEVER],
  [not(NEVER), ALWAYS],
  [not(a), { op: 'not', of: a }],
  [not(not(a)), a],
])('%#: as short as can be told', (made, expected) => {
  expect(made).toEqual(expected);
});

test('it is known what an expression asks of the item itself', () => {
  const all = and([not(a), or([b, related]), a]);
  expect(fieldsIn(all)).toEqual(['a', 'b']);
  expect(relationsIn(all)).toEqual(['up']);
  expect([fieldsIn(ALWAYS), relationsIn(a)]).toEqual([[], []]);
});

test('a filter finds nothing by a field that its author does not see', () => {
  const own: Expression = { op: 'eq', path: ['owner'], value: 'ann' };
  const high: Expression = { op: 'gt', path: ['pay'], value: 3 };
  const other: Expression = { op: 'ne', path: ['pay'], value: 3 };
  const title: Expression = { op: 'exists', path: ['title'] };
  const seen = (field: string) => (field === 'pay' ? own : ALWAYS);
  expect(asSeen(high, seen)).toEqual({ op: 'and', of: [own, high] });
  expect(asSeen({ op: 'not', of: high }, seen)).toEqual({ op: 'not', of: { op: 'and', of: [own, high] } });
  // What is absent is another value.
  expect(asSeen(other, seen)).toEqual({ op: 'or', of: [{ op: 'not', of: own }, other] });
  expect(asSeen({ op: 'or', of: [high, title] }, seen)).toEqual({ op: 'or', of: [{ op: 'and', of: [own, high] }, title] });
  expect(asSeen({ op: 'and', of: [high, title] }, () => NEVER)).toEqual(NEVER);
  expect(asSeen(ALWAYS, () => NEVER)).toEqual(ALWAYS);
});
