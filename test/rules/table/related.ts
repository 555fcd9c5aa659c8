import { Condition, Operation, Rule } from '../../../lib/schema';
import { section } from './section';

/** The model that the notes of the table belong to: its owner may do all, editors read, and everyone what is published. */
export const NOTEBOOK_RULES = [Rule.owner(), Rule.group('editors').read(), Rule.guest().get().when(Condition.isTrue('published'))];

const notebook = (owner: string, published = false) => ({
  notebookId: '1',
  $related: { notebook: { item: { id: '1', owner, published } } },
});

/** In notebooks, and in none: one that names no notebook, and one whose notebook is gone. */
const IN = {
  'in ann’s': notebook('ann'),
  'in bob’s': notebook('bob'),
  'in ann’s open': notebook('ann', true),
  'in none': { $related: { notebook: null } },
  'in a gone one': { notebookId: '2', $related: { notebook: null } },
};

/** Rules that ask those of another item. */
export const RELATED = [
  section('related: who may read the notebook reads its notes, who may change it changes them', [Rule.related('notebook')], IN)`
                           | create get  list update delete
    ann    in ann’s        | yes    yes  yes  yes    yes
    ann    in bob’s        | no     no   no   no     no
    bob    in bob’s        | yes    yes  yes  yes    yes
    bob    in ann’s open   | no     yes  yes  no     no
    ed     in ann’s        | no     yes  yes  no     no
    ed     in bob’s        | no     yes  yes  no     no
    ann    in none         | no     no   no   no     no
    ann    in a gone one   | no     no   no   no     no
    ed     in none         | no     no   no   no     no
    guest  in ann’s        | -      no   no   -      -
    guest  in ann’s open   | -      yes  yes  -      -
    guest  in none         | -      no   no   -      -
  `,

  section('related to a named operation: who reads the notebook may do it all', [Rule.related('notebook', Operation.GET)], IN)`
                           | create get  list update delete
    ann    in ann’s        | yes    yes  yes  yes    yes
    ed     in ann’s        | yes    yes  yes  yes    yes
    bob    in ann’s        | no     no   no   no     no
    bob    in ann’s open   | yes    yes  yes  yes    yes
    guest  in ann’s open   | yes    yes  yes  yes    yes
    guest  in ann’s        | no     no   no   no     no
    ed     in a gone one   | no     no   no   no     no
  `,

  section('related, to read, beside the owner', [Rule.owner(), Rule.related('notebook').read()], {
    'bob in ann’s': { ...notebook('ann'), owner: 'bob' },
    'bob in none': { owner: 'bob', $related: { notebook: null } },
  })`
                           | create get  list update delete
    bob    bob in ann’s    | yes    yes  yes  yes    yes
    ann    bob in ann’s    | no     yes  yes  no     no
    tom    bob in ann’s    | no     no   no   no     no
    bob    bob in none     | yes    yes  yes  yes    yes
    ann    bob in none     | no     no   no   no     no
    guest  bob in ann’s    | -      no   no   -      -
  `,

  section(
    'related and more: editors, in notebooks they may change',
    [Rule.allOf(Rule.related('notebook', Operation.UPDATE), Rule.group('editors'))],
    { 'in ed’s': notebook('ed'), 'in ann’s': notebook('ann') },
  )`
                           | create get  list update delete
    ed     in ed’s         | yes    yes  yes  yes    yes
    ed     in ann’s        | no     no   no   no     no
    eva    in ed’s         | no     no   no   no     no
    ann    in ann’s        | -      -    -    -      -
    guest  in ann’s        | -      -    -    -      -
  `,

  section('a relation that leads nowhere admits nobody', [Rule.related('shelf')], { any: { owner: 'ann' } })`
                           | create get  list update delete
    ann    any             | -      -    -    -      -
    guest  any             | -      -    -    -      -
  `,
];
