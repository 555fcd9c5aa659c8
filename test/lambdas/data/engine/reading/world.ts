import * as fc from 'fast-check';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { accessOf, adminAccess } from '../../../../../lambdas/shared/access';
import { Memory } from './memory';

const FIELDS: ModelSpec['fields'] = {
  title: { type: 'string' },
  rank: { type: 'integer' },
  published: { type: 'boolean' },
  kind: { type: 'choice', choices: ['a', 'b'] },
  tags: { type: 'stringSet' },
  address: { type: 'object', fields: { city: { type: 'string' } } },
  teamId: { type: 'id' },
  ends: { type: 'datetime', ttl: true },
  secret: { type: 'string', hidden: true },
  pay: { type: 'integer', rules: [{ allow: 'group', group: 'editors' }, { allow: 'owner' }] },
};

/** Notes of owners and of teams, with fields that not everyone sees in every note. */
export const MODELS: Record<string, ModelSpec> = {
  notes: {
    fields: FIELDS,
    rules: [
      { allow: 'owner' },
      { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
      { allow: 'related', relation: 'team' },
      { allow: 'group', group: 'editors', operations: ['list'] },
      { allow: 'group', group: 'editors', operations: ['get'], when: [{ field: 'kind', value: 'a' }] },
    ],
    indexes: {
      byKind: { partition: ['kind'], sort: ['rank'] },
      byOwner: { partition: ['owner'], sort: ['title'] },
      byPay: { partition: ['kind'], sort: ['pay'] },
      byTeam: { partition: ['teamId'], sort: ['createdAt'] },
    },
    relations: { team: { kind: 'belongsTo', model: 'teams', field: 'teamId', onDelete: 'restrict' } },
    allowScan: true,
  },
  teams: {
    fields: { name: { type: 'string' }, members: { type: 'stringSet' } },
    rules: [{ allow: 'owners', field: 'members' }],
    indexes: {},
    relations: { notes: { kind: 'hasMany', model: 'notes', field: 'teamId', index: 'byTeam' } },
  },
};

export const CALLERS = {
  ann: accessOf({ owner: 'ann', groups: [] }),
  bob: accessOf({ owner: 'bob', groups: [] }),
  editor: accessOf({ owner: 'ed', groups: ['editors'] }),
  guest: accessOf({ groups: [] }),
  admin: adminAccess(),
};
export type CallerName = keyof typeof CALLERS;
export const anyCaller = fc.constantFrom(...(Object.keys(CALLERS) as CallerName[]));

const text = fc.constantFrom('a', 'ab', 'b', 'é', '\u{10000}');
const note = fc.record(
  {
    title: text,
    rank: fc.integer({ min: -2, max: 3 }),
    published: fc.boolean(),
    kind: fc.constantFrom('a', 'b'),
    tags: fc.uniqueArray(text, { minLength: 1, maxLength: 2 }),
    address: fc.record({ city: text }, { requiredKeys: [] }),
    teamId: fc.constantFrom('t1', 't2', 'gone'),
    ends: fc.constantFrom('2025-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'),
    secret: text,
    pay: fc.integer({ min: 0, max: 2 }),
    owner: fc.constantFrom('ann', 'bob', 'ed'),
  },
  { requiredKeys: ['owner'], noNullPrototype: true },
);
export const anyNotes = fc.array(note, { maxLength: 40 });
export type Note = typeof note extends fc.Arbitrary<infer T> ? T : never;

/** A store with these notes, two teams, and what is no item: a tombstone, a claim. */
export function storeOf(notes: readonly object[]): Memory {
  const memory = new Memory(MODELS);
  memory.put('teams', { id: 't1', name: 'One', members: ['ann', 'ed'] });
  memory.put('teams', { id: 't2', name: 'Two', members: ['bob'] });
  for (const [i, each] of notes.entries()) memory.put('notes', { id: `n${String(i).padStart(2, '0')}`, ...each } as { id: string });
  memory.set('notes', { id: { S: 'n-deleted' }, _deleted: { N: '3' }, _expires: { N: '99999999999' } });
  memory.set('notes', { id: { S: 'title#x' }, _claim: { S: 'n00' } });
  return memory;
}

/** Filters of the fields that everyone may ask for. */
export const anyFilter: fc.Arbitrary<object> = fc.letrec<{ filter: object; leaf: object }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ title: fc.oneof(text, fc.record({ ne: text }), fc.record({ contains: text }), fc.record({ ge: text, lt: text })) }),
    fc.record({
      rank: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.record({ gt: fc.integer({ min: -2, max: 2 }) }), fc.constant({ between: [0, 2] })),
    }),
    fc.record({ published: fc.boolean() }),
    fc.record({ kind: fc.record({ in: fc.subarray(['a', 'b'], { minLength: 1 }) }) }),
    fc.record({ tags: fc.record({ contains: text }) }),
    fc.record({ 'address.city': fc.oneof(text, fc.record({ beginsWith: text })) }),
    fc.record({ pay: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.record({ ne: fc.constant(1) }), fc.record({ exists: fc.boolean() })) }),
    fc.record({ owner: fc.constantFrom('ann', 'bob') }),
  ),
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    tie('leaf'),
    fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('filter') }),
  ),
})).filter;

/** What a filter says, as plainly as it can be told. */
export function matches(filter: object, item: Record<string, any>): boolean {
  return Object.entries(filter).every(([name, asked]) => {
    if (name === 'or') return asked.some((each: object) => matches(each, item));
    if (name === 'and') return asked.every((each: object) => matches(each, item));
    if (name === 'not') return !matches(asked, item);
    const value = name.split('.').reduce<any>((at, step) => at?.[step], item);
    return Object.entries(typeof asked === 'object' ? asked : { eq: asked }).every(([op, operand]) => compares(op, value, operand));
  });
}

function compares(op: string, value: any, operand: any): boolean {
  const order = (other: any) => (typeof value === 'string' ? Buffer.compare(Buffer.from(value), Buffer.from(other)) : value - other);
  const comparisons: Record<string, () => boolean> = {
    eq: () => value === operand,
    ne: () => value !== operand,
    exists: () => (value !== undefined) === operand,
    contains: () => value?.includes(operand) ?? false,
    beginsWith: () => value?.startsWith(operand) ?? false,
    in: () => operand.includes(value),
    lt: () => value !== undefined && order(operand) < 0,
    gt: () => value !== undefined && order(operand) > 0,
    ge: () => value !== undefined && order(operand) >= 0,
    between: () => value !== undefined && order(operand[0]) >= 0 && order(operand[1]) <= 0,
  };
  return comparisons[op]?.() ?? false;
}
