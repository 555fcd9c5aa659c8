import { exportItems } from '../../../../lambdas/data/transfer/export';
import type { DynamoDb, ScanInput } from '../../../../lambdas/shared/dynamodb';
import { compileModel } from '../../../../lambdas/shared/model/model';

const MODEL = compileModel('notes', { fields: { title: { type: 'string' } }, rules: [{ allow: 'guest' }], indexes: {} }, 'Shop.notes');
const PAGES = [
  [
    { id: { S: 'a' }, title: { S: 'A' }, version: { N: '1' }, _writes: { B: 'AAAA' } },
    { id: { S: 'gone' }, _deleted: { N: '2' } },
  ],
  [
    { id: { S: 'x#claim' }, _claim: { S: 'a' } },
    { id: { S: 'ended' }, version: { N: '1' }, _expires: { N: '1' } },
  ],
  [{ id: { S: 'b' }, version: { N: '2' } }],
];

function scanned() {
  const asked: ScanInput[] = [];
  const dynamodb: Partial<DynamoDb> = {
    async scan(input) {
      asked.push(input);
      const page = Number((input.ExclusiveStartKey?.page as { N: string } | undefined)?.N ?? 0);
      const next = page + 1 < PAGES.length ? { LastEvaluatedKey: { page: { N: String(page + 1) } } } : {};
      return { Items: PAGES[page] as never, Count: 2, ScannedCount: 2, ...next };
    },
  };
  return { asked, context: { dynamodb: dynamodb as DynamoDb, now: Date.now } };
}

test('live items come page by page; deleted and ended ones, and claims, do not', async () => {
  const { asked, context } = scanned();
  const pages = [];
  for await (const page of exportItems(context, MODEL, { part: 1, of: 4 })) pages.push(page);
  expect(pages.map(({ items }) => items)).toEqual([[{ id: 'a', title: 'A', version: 1 }], [], [{ id: 'b', version: 2 }]]);
  expect(pages.map(({ next }) => next)).toEqual([{ page: { N: '1' } }, { page: { N: '2' } }, undefined]);
  expect(asked[0]).toMatchObject({ TableName: 'Shop.notes', Segment: 1, TotalSegments: 4, ConsistentRead: true });
});

test('it goes on where a page said', async () => {
  const { context } = scanned();
  const items = [];
  for await (const page of exportItems(context, MODEL, { part: 0, of: 1, from: { page: { N: '2' } } })) items.push(...page.items);
  expect(items).toEqual([{ id: 'b', version: 2 }]);
});
