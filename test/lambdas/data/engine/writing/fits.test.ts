import { accessOf } from '../../../../../lambdas/shared/access';
import { fits } from '../../../../../lambdas/data/engine/writing/fits';
import type { Plan } from '../../../../../lambdas/data/engine/writing/plan';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { excessIn } from '../../../../support/memory-dynamodb/limits';
import { admin, memoryEngine, problem } from './support';

const planOf = (ConditionExpression: string): Plan => ({
  actions: [{ request: { ConditionCheck: { TableName: 't', Key: {}, ConditionExpression } } }],
  remembered: 'nothing',
});
const times = (count: number, text: string, by: string) => Array.from({ length: count }, () => text).join(by);

test.each([
  ['151 functions and what joins them', times(151, 'size(#0)', ' OR '), false],
  ['150 comparisons and what joins them', times(150, '#0 = :0', ' OR '), true],
  ['151 comparisons and what joins them', times(151, '#0 = :0', ' OR '), false],
  ['100 values', `#0 IN (${times(100, ':0', ', ')})`, true],
  ['101 values', `#0 IN (${times(101, ':0', ', ')})`, false],
  ['4,096 characters', `#0 = :${'0'.repeat(4090)}`, true],
  ['4,097 characters', `#0 = :${'0'.repeat(4091)}`, false],
])('of an expression with %s', (_, expression, expected) => {
  expect(fits(planOf(expression))).toBe(expected);
  expect(excessIn({}, [expression]) === undefined).toBe(expected);
});

const TENANTS: Record<string, ModelSpec> = {
  things: {
    fields: { tenant: { type: 'string' }, count: { type: 'integer' } },
    rules: [{ allow: 'claim', claim: 'tenants', field: 'tenant' }],
    indexes: {},
  },
};

test('what is longer than DynamoDB takes is asked of the item as it is read: by updates, deletes, checks', async () => {
  const { engine, operations } = memoryEngine(TENANTS);
  const tenants = (count: number) => Array.from({ length: count }, (_, i) => `t${i}`);
  const of = (count: number) => accessOf({ owner: 'ann', groups: [], claims: { tenants: tenants(count) } });
  await engine.create(admin, 'things', { id: 'x', tenant: 't0' });
  await engine.create(admin, 'things', { id: 'y', tenant: 'else' });
  operations();
  const change = { $increment: { count: 1 } };
  await engine.update(of(100), 'things', 'x', change, { ifVersion: 1 });
  expect(operations()).toEqual(['updateItem']);
  await engine.update(of(500), 'things', 'x', change, { ifVersion: 2 });
  expect(operations()).toEqual(['getItem', 'updateItem']);
  await engine.transact(of(500), { actions: [{ model: 'things', check: 'x', ifVersion: 3 }] });
  await engine.delete(of(500), 'things', 'x', { ifVersion: 3 });
  await expect(engine.update(of(500), 'things', 'y', change)).rejects.toEqual(problem('not-found'));
  await expect(engine.delete(of(500), 'things', 'y', { ifVersion: 1 })).rejects.toEqual(problem('not-found'));
});
