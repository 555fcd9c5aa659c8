import { describeRule, type RuleSpec } from '../../../lib/manifest';

test.each<[RuleSpec, string]>([
  [{ allow: 'owner' }, 'owner()'],
  [{ allow: 'guest', operations: ['get', 'list'], when: [{ field: 'open', value: true }] }, 'guest().get().list().when(open is true)'],
  [{ allow: 'group', group: 'staff', when: [{ field: 'stars', op: 'ge', value: 3 }] }, 'group(staff).when(stars ge 3)'],
  [{ allow: 'owners', field: 'authors' }, 'owners(authors)'],
  [{ allow: 'groupIn', field: 'team' }, 'groupIn(team)'],
  [{ allow: 'claim', claim: 'tenant', field: 'tenant' }, 'claim(tenant is tenant)'],
  [{ allow: 'related', relation: 'notebook' }, 'related(notebook)'],
  [{ allow: 'related', relation: 'notebook', operation: 'get' }, 'related(notebook, get)'],
  [{ allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'anyOf', rules: [{ allow: 'guest' }] }] }, 'allOf(owner(), anyOf(guest()))'],
])('%j reads %s', (rule, text) => {
  expect(describeRule(rule)).toBe(text);
});
