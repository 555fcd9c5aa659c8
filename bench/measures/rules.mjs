import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { median } from '../support/pairs.mjs';

const { admission, holds, ruledModel } = createRequire(import.meta.url)(join(ROOT, 'dist/manifest/index.js'));

const ITEMS = 100;
const ROUNDS = 2_000;
const TURNS = 15;

/** Every kind of rule at once, of which the last admits: each item is held against all of them. */
const RULES = [
  { allow: 'owner' },
  { allow: 'owners', field: 'authors' },
  { allow: 'group', group: 'editors', operations: ['update'] },
  { allow: 'groupIn', field: 'team' },
  { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
  { allow: 'related', relation: 'notebook' },
  {
    allow: 'allOf',
    rules: [{ allow: 'claim', claim: 'tenant', field: 'tenant' }, { allow: 'authenticated' }],
    when: [{ field: 'stars', op: 'ge', value: 3 }],
  },
];
const FIELDS = {
  authors: { type: 'list', items: { type: 'string' } },
  team: { type: 'string' },
  published: { type: 'boolean' },
  tenant: { type: 'string' },
  stars: { type: 'integer' },
  notebookId: { type: 'id' },
};
const RELATIONS = { notebook: { kind: 'belongsTo', model: 'notebooks', field: 'notebookId', onDelete: 'cascade' } };
const CALLER = { owner: 'ann', groups: ['staff', 'readers'], claims: { tenant: 't1' } };

/** What a rule check costs an item: of a list, whose caller's rules are worked out once for all of it, and of one item alone. */
export async function measure() {
  const notebooks = { fields: FIELDS, rules: [{ allow: 'owner' }], indexes: {} };
  const ruled = ruledModel({ models: { notebooks } }, { fields: FIELDS, rules: RULES, relations: RELATIONS, indexes: {} });
  const items = Array.from({ length: ITEMS }, (_, i) => ({
    id: `${i}`,
    owner: `owner${i}`,
    authors: ['bob', 'carl'],
    team: 'editors',
    published: false,
    tenant: 't1',
    stars: 4,
    notebookId: 'n1',
  }));
  const related = { notebook: { item: { id: 'n1', owner: 'bob' } } };
  const listed = () => {
    const expression = admission(ruled, 'list', CALLER);
    return items.every((item) => holds(expression, item, related));
  };
  const alone = () => items.every((item) => holds(admission(ruled, 'get', CALLER), item, related));
  if (!listed() || !alone()) throw new Error('The rules must admit: else they are not asked to the end.');
  const [list, one] = [listed, alone].map((check) => median(Array.from({ length: TURNS }, () => microseconds(check))));
  return [
    {
      id: 'rules.us',
      value: Math.round(one * 100) / 100,
      unit: 'us',
      limit: 2,
      reference: `an item alone, seven kinds of rule, all asked; an item of a list ${Math.round(list * 100) / 100}`,
    },
  ];
}

function microseconds(check) {
  const started = process.hrtime.bigint();
  for (let i = 0; i < ROUNDS; i++) check();
  return Number(process.hrtime.bigint() - started) / 1_000 / (ROUNDS * ITEMS);
}
