import { Condition, Rule } from '../../../lib/schema';
import { section } from './section';

const BY = { 'of ann': { owner: 'ann' }, 'of bob': { owner: 'bob' }, 'of nobody': {} };

/** Rules about who somebody is, and whom an item names. */
export const PEOPLE = [
  section('without a rule nobody may', [], BY)`
                       | create get  list update delete
    ann    of ann      | -      -    -    -      -
    eva    of nobody   | -      -    -    -      -
    guest  of nobody   | -      -    -    -      -
  `,

  section('owner: who made it', [Rule.owner()], BY)`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    yes
    ann    of bob      | no     no   no   no     no
    ann    of nobody   | no     no   no   no     no
    bob    of bob      | yes    yes  yes  yes    yes
    eva    of ann      | no     no   no   no     no
    guest  of ann      | -      -    -    -      -
    guest  of nobody   | -      -    -    -      -
  `,

  section('owner, to read', [Rule.owner().read()], BY)`
                       | create get  list update delete
    ann    of ann      | -      yes  yes  -      -
    ann    of bob      | -      no   no   -      -
    guest  of bob      | -      -    -    -      -
  `,

  section('authenticated: whoever is signed in', [Rule.authenticated()], BY)`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    yes
    ann    of bob      | yes    yes  yes  yes    yes
    tor    of nobody   | yes    yes  yes  yes    yes
    guest  of nobody   | -      -    -    -      -
  `,

  section('guest: everyone', [Rule.guest()], BY)`
                       | create get  list update delete
    guest  of ann      | yes    yes  yes  yes    yes
    guest  of nobody   | yes    yes  yes  yes    yes
    ann    of bob      | yes    yes  yes  yes    yes
  `,

  section('each rule is another way in', [Rule.owner(), Rule.guest().read()], BY)`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    yes
    ann    of bob      | no     yes  yes  no     no
    guest  of bob      | -      yes  yes  -      -
    guest  of nobody   | -      yes  yes  -      -
  `,

  section(
    'a letter box: everyone puts in, staff takes out',
    [Rule.authenticated().create(), Rule.group('staff').get().list().delete()],
    BY,
  )`
                       | create get  list update delete
    ann    of ann      | yes    -    -    -      -
    ann    of bob      | yes    -    -    -      -
    eva    of ann      | yes    yes  yes  -      yes
    ed     of ann      | yes    -    -    -      -
    guest  of nobody   | -      -    -    -      -
  `,

  section(
    'one operation each',
    [Rule.owner().get().list(), Rule.owner().update(), Rule.group('editors').delete(), Rule.guest().create()],
    BY,
  )`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    -
    ann    of bob      | yes    no   no   no     -
    ed     of ann      | yes    no   no   no     yes
    ed     of nobody   | yes    no   no   no     yes
    guest  of ann      | yes    -    -    -      -
  `,

  section('what may be listed may also be got: who may not, lists nothing', [Rule.owner(), Rule.authenticated().list()], BY)`
                       | create get  list update delete
    ann    of ann      | yes    yes  yes  yes    yes
    ann    of bob      | no     no   no   no     no
    guest  of bob      | -      -    -    -      -
  `,

  section('a condition opens what is published', [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))], {
    draft: { owner: 'ann', published: false },
    live: { owner: 'ann', published: true },
    unsaid: { owner: 'ann' },
  })`
                       | create get  list update delete
    ann    draft       | yes    yes  yes  yes    yes
    ann    live        | yes    yes  yes  yes    yes
    ann    unsaid      | yes    yes  yes  yes    yes
    bob    draft       | no     no   no   no     no
    bob    live        | no     yes  yes  no     no
    bob    unsaid      | no     no   no   no     no
    guest  draft       | -      no   no   -      -
    guest  live        | -      yes  yes  -      -
    guest  unsaid      | -      no   no   -      -
  `,

  section('owners in a text: the one it names, not who is named like it', [Rule.owners('lead')], {
    'led by ann': { lead: 'ann' },
    'led by ann-2': { lead: 'ann-2' },
    'led by an': { lead: 'an' },
    'led by nobody': {},
  })`
                          | create get  list update delete
    ann    led by ann     | yes    yes  yes  yes    yes
    ann    led by ann-2   | no     no   no   no     no
    ann    led by an      | no     no   no   no     no
    ann    led by nobody  | no     no   no   no     no
    bob    led by ann     | no     no   no   no     no
    guest  led by ann     | -      -    -    -      -
  `,

  section('owners in a list: each of them', [Rule.owners('authors')], {
    both: { authors: ['ann', 'bob'] },
    bobs: { authors: ['bob'] },
    alike: { authors: ['ann-2', 'an'] },
    none: { authors: [] },
    unsaid: { owner: 'ann' },
  })`
                       | create get  list update delete
    ann    both        | yes    yes  yes  yes    yes
    bob    both        | yes    yes  yes  yes    yes
    ann    bobs        | no     no   no   no     no
    bob    bobs        | yes    yes  yes  yes    yes
    ann    alike       | no     no   no   no     no
    ann    none        | no     no   no   no     no
    ann    unsaid      | no     no   no   no     no
    guest  both        | -      -    -    -      -
  `,

  section('owners in a set, beside who made it', [Rule.owner(), Rule.owners('readers').read()], {
    shared: { owner: 'ann', readers: new Set(['bob', 'ed']) },
    'not shared': { owner: 'ann' },
  })`
                       | create get  list update delete
    ann    shared      | yes    yes  yes  yes    yes
    bob    shared      | no     yes  yes  no     no
    ed     shared      | no     yes  yes  no     no
    tom    shared      | no     no   no   no     no
    ann    not shared  | yes    yes  yes  yes    yes
    bob    not shared  | no     no   no   no     no
    guest  shared      | -      -    -    -      -
  `,

  section('owners by id: the profile of each', [Rule.owners('id'), Rule.authenticated().read()], {
    'profile of ann': { id: 'ann' },
    'profile of bob': { id: 'bob' },
  })`
                            | create get  list update delete
    ann    profile of ann   | yes    yes  yes  yes    yes
    ann    profile of bob   | no     yes  yes  no     no
    bob    profile of bob   | yes    yes  yes  yes    yes
    guest  profile of ann   | -      -    -    -      -
  `,
];
