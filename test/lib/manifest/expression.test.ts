import { ALWAYS, and, type Expression, fieldsIn, NEVER, not, or, relationsIn } from '../../../lib/manifest';

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
