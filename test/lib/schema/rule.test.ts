import { Condition, Operation, Rule } from '../../../lib';

test.each([
  [Rule.owner(), { allow: 'owner' }],
  [Rule.authenticated(), { allow: 'authenticated' }],
  [Rule.guest(), { allow: 'guest' }],
  [Rule.group('editors'), { allow: 'group', group: 'editors' }],
  [Rule.allOf(Rule.owner(), Rule.group('paying')), { allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'group', group: 'paying' }] }],
  [Rule.owners('authors'), { allow: 'owners', field: 'authors' }],
  [Rule.groupIn('team'), { allow: 'groupIn', field: 'team' }],
  [Rule.claim('custom:tenant', 'tenant'), { allow: 'claim', claim: 'custom:tenant', field: 'tenant' }],
  [Rule.related('notebook').read(), { allow: 'related', relation: 'notebook', operations: ['get', 'list'] }],
  [Rule.related('notebook', Operation.GET), { allow: 'related', relation: 'notebook', operation: 'get' }],
  [
    Rule.anyOf(Rule.owner(), Rule.owners('authors')),
    { allow: 'anyOf', rules: [{ allow: 'owner' }, { allow: 'owners', field: 'authors' }] },
  ],
  [Rule.owner().create(), { allow: 'owner', operations: ['create'] }],
  [Rule.owner().get().list().update().delete(), { allow: 'owner', operations: ['get', 'list', 'update', 'delete'] }],
  [Rule.guest().read(), { allow: 'guest', operations: ['get', 'list'] }],
  [Rule.guest().read().get(), { allow: 'guest', operations: ['get', 'list'] }],
  [Rule.guest().operations(Operation.CREATE, Operation.DELETE), { allow: 'guest', operations: ['create', 'delete'] }],
  [
    Rule.guest().when(Condition.isTrue('open')).when(Condition.hasValue('kind', 'a')),
    {
      allow: 'guest',
      when: [
        { field: 'open', value: true },
        { field: 'kind', value: 'a' },
      ],
    },
  ],
  [
    Rule.guest().when(Condition.isFalse('hidden')).list(),
    { allow: 'guest', operations: ['list'], when: [{ field: 'hidden', value: false }] },
  ],
])('%#: a rule is what it says', (rule, spec) => {
  expect(rule._spec).toEqual(spec);
});

test('a method returns a new rule and leaves the one it is called on', () => {
  const everything = Rule.owner();
  const reading = everything.read();
  reading.update();
  expect([everything._spec, reading._spec]).toEqual([{ allow: 'owner' }, { allow: 'owner', operations: ['get', 'list'] }]);
});
