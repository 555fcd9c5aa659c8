import { Rule } from '../../../lib/schema';
import { section } from './section';

/** Rules about what somebody belongs to: groups, and what a claim of the token says. */
export const GROUPS = [
  section('group: its members, and nobody else', [Rule.group('editors')], { any: { owner: 'ann' } })`
                       | create get  list update delete
    ed     any         | yes    yes  yes  yes    yes
    eva    any         | yes    yes  yes  yes    yes
    ann    any         | -      -    -    -      -
    tom    any         | -      -    -    -      -
    guest  any         | -      -    -    -      -
  `,

  section('a group beside the owner', [Rule.owner(), Rule.group('editors').read().update(), Rule.group('staff').delete()], {
    'of ann': { owner: 'ann' },
    'of ed': { owner: 'ed' },
  })`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    yes
    ann    of ed       | no     no   no   no     no
    ed     of ed       | yes    yes  yes  yes    yes
    ed     of ann      | no     yes  yes  yes    no
    eva    of ann      | no     yes  yes  yes    yes
    guest  of ann      | -      -    -    -      -
  `,

  section('groupIn a text: the group it names', [Rule.groupIn('team')], {
    'for editors': { team: 'editors' },
    'for staff': { team: 'staff' },
    'for editor': { team: 'editor' },
    'for nobody': {},
  })`
                          | create get  list update delete
    ed     for editors    | yes    yes  yes  yes    yes
    ed     for staff      | no     no   no   no     no
    ed     for editor     | no     no   no   no     no
    ed     for nobody     | no     no   no   no     no
    eva    for editors    | yes    yes  yes  yes    yes
    eva    for staff      | yes    yes  yes  yes    yes
    ann    for editors    | -      -    -    -      -
    guest  for editors    | -      -    -    -      -
  `,

  section('groupIn a list: each of them', [Rule.groupIn('teams').read()], {
    both: { teams: ['staff', 'editors'] },
    one: { teams: ['staff'] },
    alike: { teams: ['staffers', 'editor'] },
    none: { teams: [] },
  })`
                       | create get  list update delete
    ed     both        | -      yes  yes  -      -
    ed     one         | -      no   no   -      -
    eva    one         | -      yes  yes  -      -
    eva    alike       | -      no   no   -      -
    eva    none        | -      no   no   -      -
    ann    both        | -      -    -    -      -
    guest  both        | -      -    -    -      -
  `,

  section('claim: the tenant that the token names', [Rule.claim('tenant', 'tenant')], {
    'of t1': { tenant: 't1' },
    'of t2': { tenant: 't2' },
    'of t3': { tenant: 't3' },
    'of nothing': { tenant: '' },
    unsaid: {},
  })`
                       | create get  list update delete
    tom    of t1       | yes    yes  yes  yes    yes
    tom    of t2       | no     no   no   no     no
    tom    unsaid      | no     no   no   no     no
    tia    of t1       | yes    yes  yes  yes    yes
    tia    of t2       | yes    yes  yes  yes    yes
    tia    of t3       | no     no   no   no     no
    tia    of nothing  | no     no   no   no     no
    tor    of nothing  | -      -    -    -      -
    tor    unsaid      | -      -    -    -      -
    ann    of t1       | -      -    -    -      -
    ann    unsaid      | -      -    -    -      -
    guest  of t1       | -      -    -    -      -
  `,

  section('a claim is of its own type: a number is no text', [Rule.claim('level', 'stars').read()], {
    three: { stars: 3 },
    four: { stars: 4 },
  })`
                       | create get  list update delete
    tom    three       | -      yes  yes  -      -
    tom    four        | -      no   no   -      -
    tia    three       | -      no   no   -      -
    ann    three       | -      -    -    -      -
  `,
];
