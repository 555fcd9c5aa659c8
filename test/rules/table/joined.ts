import type { RuleSpec } from '../../../lib/manifest';
import { Condition, Rule } from '../../../lib/schema';
import { section } from './section';

/** Rules made of rules, and what no declaration of today can say. */
export const JOINED = [
  section('allOf: who is both', [Rule.allOf(Rule.owner(), Rule.group('editors'))], {
    'of ed': { owner: 'ed' },
    'of ann': { owner: 'ann' },
  })`
                       | create get  list update delete
    ed     of ed       | yes    yes  yes  yes    yes
    ed     of ann      | no     no   no   no     no
    eva    of ed       | no     no   no   no     no
    ann    of ann      | -      -    -    -      -
    guest  of ann      | -      -    -    -      -
  `,

  section('allOf admits to what all of its rules do', [Rule.allOf(Rule.owner(), Rule.authenticated().read()).get().update()], {
    'of ann': { owner: 'ann' },
    'of bob': { owner: 'bob' },
  })`
                       | create get  list update delete
    ann    of ann      | -      yes  -    -      -
    ann    of bob      | -      no   -    -      -
    guest  of ann      | -      -    -    -      -
  `,

  section('anyOf: who is one of them, to what it names', [Rule.anyOf(Rule.owner(), Rule.owners('authors'), Rule.group('staff')).read()], {
    shared: { owner: 'ann', authors: ['bob'] },
    own: { owner: 'ann', authors: [] },
  })`
                       | create get  list update delete
    ann    shared      | -      yes  yes  -      -
    bob    shared      | -      yes  yes  -      -
    tom    shared      | -      no   no   -      -
    eva    shared      | -      yes  yes  -      -
    ann    own         | -      yes  yes  -      -
    bob    own         | -      no   no   -      -
    eva    own         | -      yes  yes  -      -
    guest  shared      | -      -    -    -      -
  `,

  section(
    'within a tenant: its own, and what its staff or its author has',
    [Rule.allOf(Rule.claim('tenant', 'tenant'), Rule.anyOf(Rule.owner(), Rule.authenticated().read()))],
    {
      'of tom': { tenant: 't1', owner: 'tom' },
      'of t1': { tenant: 't1', owner: 'x' },
      'of t2': { tenant: 't2', owner: 'tom' },
      'of tia': { tenant: 't2', owner: 'tia' },
    },
  )`
                       | create get  list update delete
    tom    of tom      | yes    yes  yes  yes    yes
    tom    of t1       | no     yes  yes  no     no
    tom    of t2       | no     no   no   no     no
    tia    of tom      | no     yes  yes  no     no
    tia    of t2       | no     yes  yes  no     no
    tia    of tia      | yes    yes  yes  yes    yes
    tor    of tom      | -      -    -    -      -
    ann    of tom      | -      -    -    -      -
    guest  of tom      | -      -    -    -      -
  `,

  section(
    'a condition of an allOf holds for all of it',
    [Rule.allOf(Rule.owner(), Rule.authenticated()).when(Condition.isFalse('published'))],
    { open: { owner: 'ann', published: false }, closed: { owner: 'ann', published: true } },
  )`
                       | create get  list update delete
    ann    open        | yes    yes  yes  yes    yes
    ann    closed      | no     no   no   no     no
    bob    open        | no     no   no   no     no
    guest  open        | -      -    -    -      -
  `,

  section('a condition of one part binds that part', [Rule.anyOf(Rule.owner(), Rule.guest().when(Condition.isTrue('published'))).read()], {
    draft: { owner: 'ann', published: false },
    live: { owner: 'ann', published: true },
  })`
                       | create get  list update delete
    ann    draft       | -      yes  yes  -      -
    bob    draft       | -      no   no   -      -
    bob    live        | -      yes  yes  -      -
    guest  live        | -      yes  yes  -      -
    guest  draft       | -      no   no   -      -
  `,

  section(
    'allOf and anyOf of nothing admit nobody',
    [
      { allow: 'allOf', rules: [] },
      { allow: 'anyOf', rules: [] },
    ],
    { any: {} },
  )`
                       | create get  list update delete
    ann    any         | -      -    -    -      -
    guest  any         | -      -    -    -      -
  `,

  section(
    'a rule of a newer version admits nobody, nor does one with such a condition',
    [
      { allow: 'moon' } as unknown as RuleSpec,
      { allow: 'guest', when: [{ field: 'title', op: 'near' as 'eq', value: 'x' }] },
      { allow: 'guest', when: [{ field: 'later', value: 'x' }] },
    ],
    { any: { title: 'x', later: 'x' } },
  )`
                       | create get  list update delete
    ann    any         | -      -    -    -      -
    eva    any         | -      -    -    -      -
    guest  any         | -      -    -    -      -
  `,
];
