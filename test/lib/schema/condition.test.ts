import { Condition } from '../../../lib';

test.each([
  [Condition.isTrue('open'), { value: true }],
  [Condition.isFalse('open'), { value: false }],
  [Condition.hasValue('open', 'a'), { value: 'a' }],
  [Condition.isNot('open', 'a'), { op: 'ne', value: 'a' }],
  [Condition.oneOf('open', 'a', 'b'), { op: 'in', value: ['a', 'b'] }],
  [Condition.lessThan('open', 3), { op: 'lt', value: 3 }],
  [Condition.atMost('open', 3), { op: 'le', value: 3 }],
  [Condition.moreThan('open', 3), { op: 'gt', value: 3 }],
  [Condition.atLeast('open', 3), { op: 'ge', value: 3 }],
  [Condition.beginsWith('open', 'a'), { op: 'beginsWith', value: 'a' }],
  [Condition.contains('open', 'a'), { op: 'contains', value: 'a' }],
  [Condition.exists('open'), { op: 'exists', value: true }],
  [Condition.isAbsent('open'), { op: 'exists', value: false }],
])('%#: a condition is what it says', (condition, spec) => {
  expect(condition._spec).toEqual({ field: 'open', ...spec });
});
