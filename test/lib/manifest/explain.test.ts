import { type Caller, explain, GUEST, type RuleSpec } from '../../../lib/manifest';

const ANN: Caller = { owner: 'ann', groups: [] };
const fields = { stars: { type: 'integer' }, team: { type: 'string' }, readers: { type: 'stringSet' }, note: { type: 'string' } } as const;
const why = (rules: RuleSpec[], caller: Caller, item = {}, related = {}) => explain({ rules, fields }, 'get', caller, item, related);

test.each<[string, string]>([
  [why([], ANN), 'there is no rule'],
  [why([{ allow: 'owner' }, { allow: 'guest' }], ANN, { owner: 'ann' }), 'admitted by owner() and guest()'],
  [why([{ allow: 'owner', operations: ['update'] }], ANN), 'owner().update(): is for update'],
  [why([{ allow: 'owners', field: 'readers' }], GUEST), 'owners(readers): needs a session'],
  [why([{ allow: 'owners', field: 'readers' }], ANN, { readers: new Set(['bob']) }), 'owners(readers): readers is ["bob"]'],
  [why([{ allow: 'owners', field: 'nothing' }], ANN), 'owners(nothing): admits nobody'],
  [why([{ allow: 'group', group: 'staff' }], ANN), 'group(staff): the caller is not in it'],
  [why([{ allow: 'groupIn', field: 'team' }], ANN), 'groupIn(team): the caller is in no group'],
  [why([{ allow: 'groupIn', field: 'team' }], { ...ANN, groups: ['staff'] }, { team: 'editors' }), 'groupIn(team): team is "editors"'],
  [why([{ allow: 'related', relation: 'up' }], ANN), 'related(up): no rule of it admits the caller'],
  [
    why([{ allow: 'guest', when: [{ field: 'note', op: 'exists', value: false }] }], ANN, { note: 'x' }),
    'guest().when(note exists false): note is "x"',
  ],
  [
    why([{ allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'guest', when: [{ field: 'stars', op: 'ge', value: 3 }] }] }], ANN, {
      stars: 2,
    }),
    'allOf(owner(), guest().when(stars ge 3)): owner is absent and stars is 2',
  ],
  [why([{ allow: 'moon' } as unknown as RuleSpec], ANN), 'moon(): admits nobody'],
])('%s', (reason, expected) => {
  expect(reason).toBe(expected);
});
