import Ajv from 'ajv/dist/2020';
import { updateSchema } from '../../../cli/openapi/update-schema';
import { type Fields, readUpdate } from '../../../lib/manifest';

const FIELDS: Fields = {
  title: { type: 'string', required: true },
  count: { type: 'integer', max: 10 },
  tags: { type: 'list', items: { type: 'string', maxLength: 3 }, maxItems: 1 },
  labels: { type: 'stringSet' },
  slug: { type: 'string', immutable: true },
  state: { type: 'string', readOnly: true },
};
const describes = new Ajv({ strict: false }).compile(updateSchema(FIELDS));

test.each<[object, object]>([
  [{ title: 'a' }, { title: null }],
  [{ count: null }, { state: null }],
  [{ $increment: { count: 100 } }, { $increment: { count: '1' } }],
  [{ $increment: {} }, { $increment: { title: 1 } }],
  [{ $append: { tags: ['a', 'b'] } }, { $append: { tags: ['long'] } }],
  [{ $remove: { tags: ['a'] } }, { $remove: { tags: [] } }],
  [{ $addToSet: { labels: ['a'] } }, { $addToSet: { labels: ['a', 'a'] } }],
  [{ $removeFromSet: { labels: ['a'] } }, { $removeFromSet: { tags: ['a'] } }],
  [{ $setIfAbsent: { count: 1 } }, { $setIfAbsent: { count: 11 } }],
  [{ $setIfAbsent: { labels: ['a'] } }, { $setIfAbsent: { labels: [] } }],
  [{ title: 'a', $increment: { count: 1 } }, { $setIfAbsent: { slug: 'a' } }],
])('describes %j and not %j, as handlers admit them', (good, bad) => {
  expect([describes(good), readUpdate(FIELDS, good).errors]).toEqual([true, []]);
  expect([describes(bad), readUpdate(FIELDS, bad).errors.length > 0]).toEqual([false, true]);
});

test('an operator that no field knows is not there', () => {
  const { properties } = updateSchema({ title: { type: 'string' } }) as { properties: object };
  expect(Object.keys(properties)).toEqual(['$setIfAbsent', 'title']);
});
