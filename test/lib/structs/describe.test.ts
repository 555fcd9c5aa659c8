import { Token } from 'aws-cdk-lib';
import { Field, Rule } from '../../../lib';
import { describe as describeValue } from '../../../lib/structs/describe';

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [12, '12'],
  ['owner', 'the text "owner"'],
  ['x'.repeat(100), `the text "${'x'.repeat(40)}…"`],
  [['owner'], 'a list'],
  [{}, 'an empty object'],
  [{ title: 1, text: 2 }, 'an object with title, text'],
  [Field.string(), 'a Field'],
  [Rule.owner, 'the function owner itself; call it: owner(…)'],
  [() => 1, 'the function anonymous itself; call it: anonymous(…)'],
  [Rule, 'the class Rule itself'],
  [Token.asString({ Ref: 'x' }), 'a CDK token'],
  [Object.create(null), 'an empty object'],
])('%#: a value in words', (value, words) => {
  expect(describeValue(value)).toBe(words);
});
