import { createDataEngine } from '../../lambdas/data/engine/index';
import { accessOf } from '../../lambdas/shared/access';
import { marshal, type Value } from '../../lambdas/shared/dynamodb/index';
import { contextWith } from '../lambdas/data/engine/support';
import { MemoryDynamoDb } from '../support/memory-dynamodb/index';
import { TABLE } from './table';
import { CALLERS, FIELDS, type Section } from './table/section';

/** An engine over one item of a section. */
function engineOver({ rules, items }: Section, name: string) {
  const memory = new MemoryDynamoDb();
  const item = { version: 1, ...(items[name] as Record<string, Value>), id: 'x' };
  memory.items('shop.things').set('x', Object.fromEntries(Object.entries(item).map(([field, value]) => [field, marshal(value)])));
  return createDataEngine(contextWith(memory.client, { things: { fields: FIELDS, rules, indexes: {} } }));
}

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (error) => error.code,
  );

/** What holds of every item, and what holds of none. */
const CONDITIONS = { holds: { id: { exists: true } }, fails: { id: { exists: false } } };

/** Whom the rules admit to writing an item, and whether they admit him to getting it. */
const CASES = TABLE.flatMap((section) =>
  section.rows
    .filter(({ operation, expected }) => (operation === 'update' || operation === 'delete') && expected === 'yes')
    .filter(({ item }) => section.items[item]?.$related === undefined && Object.hasOwn(section.items[item] ?? {}, 'id') === false)
    .map(({ caller, item, operation }) => {
      const get = section.rows.find((row) => row.caller === caller && row.item === item && row.operation === 'get');
      return { section, title: section.title, caller, item, operation, sees: get?.expected === 'yes' };
    }),
);

test('there are cases of both kinds', () => {
  expect(CASES.filter(({ sees }) => sees).length).toBeGreaterThan(20);
  expect(CASES.filter(({ sees }) => !sees).length).toBeGreaterThan(1);
});

test.each(CASES)('$title: $caller: a condition on $operation of $item, who may get it: $sees', async (each) => {
  const { section, caller, item, operation, sees } = each;
  const access = accessOf(CALLERS[caller]);
  const write = (condition: object) => {
    const engine = engineOver(section, item);
    return operation === 'delete'
      ? engine.delete(access, 'things', 'x', { if: condition })
      : engine.update(access, 'things', 'x', {}, { if: condition });
  };
  // Who may not get it learns nothing of it by a condition.
  expect([await codeOf(write(CONDITIONS.holds)), await codeOf(write(CONDITIONS.fails))]).toEqual([
    sees ? 'done' : 'condition-failed',
    'condition-failed',
  ]);
});
