import { tableIndexes } from '../../../lib/data/table-indexes';
import { indexName } from '../../../lib/manifest';

const FIELDS = {
  title: { type: 'string' },
  count: { type: 'integer' },
  price: { type: 'number' },
  open: { type: 'boolean' },
  at: { type: 'datetime' },
} as const;

test('keys are strings and numbers; a boolean has its shadow; system fields have their own types', () => {
  const index = { partition: ['owner', 'open'], sort: ['count', 'price', 'at', 'createdAt'] };
  expect(tableIndexes(FIELDS, { open: index })).toEqual([
    {
      indexName: indexName('open', index),
      projectionType: 'ALL',
      partitionKeys: [
        { name: 'owner', type: 'S' },
        { name: '_key_open', type: 'S' },
      ],
      sortKeys: [
        { name: 'count', type: 'N' },
        { name: 'price', type: 'N' },
        { name: 'at', type: 'S' },
        { name: 'createdAt', type: 'S' },
      ],
    },
  ]);
});

test.each([
  ['no partition', { partition: [], sort: [] }],
  ['five attributes', { partition: ['title', 'owner', 'id', 'createdAt', 'updatedAt'], sort: [] }],
  ['one attribute twice', { partition: ['title'], sort: ['title'] }],
])('an index with %s is left to the manifest’s check', (_, index) => {
  expect(tableIndexes(FIELDS, { wrong: index })).toEqual([]);
});

test('no more than DynamoDB makes', () => {
  const indexes = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`by${i}`, { partition: ['title'], sort: [] }]));
  expect(tableIndexes(FIELDS, indexes)).toHaveLength(20);
});
