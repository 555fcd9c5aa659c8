import { createDataEngine } from '../../../../lambdas/data/engine/index';
import { type Access, accessOf } from '../../../../lambdas/shared/access';
import type { AttributeMap } from '../../../../lambdas/shared/dynamodb/index';
import { contextWith, NOTES, scripted, storedNote } from './support';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const guest = accessOf({ groups: [] });

const notes = (count: number, attributes: AttributeMap = {}, from = 0) =>
  Array.from({ length: count }, (_, i) => storedNote({ id: { S: `n${from + i}` }, ...attributes }));
const page = (Items: AttributeMap[], last = false) => ({
  Items,
  ...(!last && { LastEvaluatedKey: { id: Items.at(-1)?.id ?? { S: 'unseen' } } }),
});
const PUBLISHED = { published: { BOOL: true }, _key_published: { S: 'true' } };

function listing(answers: object[], models = { notes: NOTES }) {
  const { dynamodb, asked } = scripted(...answers);
  const engine = createDataEngine(contextWith(dynamodb, models));
  return { asked, list: (access: Access, query: Record<string, string>) => engine.list(access, 'notes', new Map(Object.entries(query))) };
}

describe('list', () => {
  it('queries the index, and reads no more than the page where all that it finds is the caller’s', async () => {
    const { list, asked } = listing([page(notes(2), true)]);
    const { items, cursor } = await list(ann, { owner: 'me', 'createdAt.ge': '2026-01-01T00:00:00Z', order: 'desc', limit: '5' });
    expect(items.map(({ id }) => id)).toEqual(['n0', 'n1']);
    expect(cursor).toBeUndefined();
    expect(asked).toEqual([
      {
        operation: 'query',
        input: {
          TableName: 'shop.notes',
          IndexName: expect.stringMatching(/^newest-[a-z0-9]{10}$/),
          KeyConditionExpression: '#0 = :0 AND #1 >= :1',
          ExpressionAttributeNames: { '#0': 'owner', '#1': 'createdAt' },
          ExpressionAttributeValues: { ':0': { S: 'ann' }, ':1': { S: '2026-01-01T00:00:00.000Z' } },
          ScanIndexForward: false,
          Limit: 5,
        },
      },
    ]);
  });

  it('asks for a boolean by its shadow, and leaves nothing to a cursor but the keys', async () => {
    const { list, asked } = listing([page(notes(1, { ...PUBLISHED, rank: { N: '7' } })), page([], true)]);
    const query = { published: 'true', title: 'Hello', limit: '1' };
    const { cursor } = await list(guest, query);
    expect(asked[0]?.input.ExpressionAttributeValues).toEqual({ ':0': { S: 'true' }, ':1': { S: 'Hello' } });
    expect((await list(guest, { ...query, cursor: cursor as string })).items).toEqual([]);
    expect(asked[1]?.input.ExclusiveStartKey).toEqual({
      id: { S: 'n0' },
      _key_published: { S: 'true' },
      title: { S: 'Hello' },
      rank: { N: '7' },
    });
  });

  it('counts results: what the rules leave out is read over', async () => {
    const { list, asked } = listing([
      page(notes(100)),
      page([...notes(1, PUBLISHED, 100), ...notes(1, {}, 101), ...notes(2, PUBLISHED, 102)]),
    ]);
    const { items, cursor } = await list(bob, { owner: 'ann', limit: '2' });
    expect(items.map(({ id }) => id)).toEqual(['n100', 'n102']);
    expect(asked.map(({ input }) => input.Limit)).toEqual([100, 100]);
    expect(asked[1]?.input.ExclusiveStartKey).toEqual({ id: { S: 'n99' } });
    // The page ended before the last item read, and the cursor says where.
    const again = listing([page([], true)]);
    expect((await again.list(bob, { owner: 'ann', limit: '9', cursor: cursor as string })).items).toEqual([]);
    expect(again.asked[0]?.input.ExclusiveStartKey).toMatchObject({ id: { S: 'n102' } });
  });

  it('has no cursor where the last item is the last there is', async () => {
    const { list } = listing([page(notes(2), true)]);
    expect(await list(ann, { owner: 'me', limit: '2' })).not.toHaveProperty('cursor', expect.anything());
  });

  it('stops after 10 requests or 2 MB, with a cursor, even without a result', async () => {
    const empty = listing(Array(10).fill(page([])));
    expect(await empty.list(bob, { owner: 'ann' })).toEqual({ items: [], cursor: expect.any(String) });
    const large = listing(Array(3).fill(page(notes(3, { text: { S: 'x'.repeat(300_000) } }))));
    expect(await large.list(bob, { owner: 'ann' })).toEqual({ items: [], cursor: expect.any(String) });
    expect(large.asked).toHaveLength(3);
  });

  it('ends a page before 3 MB of JSON', async () => {
    // Of one byte in DynamoDB, six in JSON.
    const { list } = listing([page(notes(3, { text: { S: '\u0000'.repeat(200_000) } }), true)]);
    const { items, cursor } = await list(ann, { owner: 'me' });
    expect(items).toHaveLength(2);
    expect(cursor).toEqual(expect.any(String));
  });

  it('scans where the model allows it, by a filter on the fields themselves', async () => {
    const { list, asked } = listing([page(notes(1, PUBLISHED), true)], { notes: { ...NOTES, allowScan: true } });
    expect((await list(guest, { published: 'true' })).items).toHaveLength(1);
    expect(asked[0]).toEqual({
      operation: 'scan',
      input: {
        TableName: 'shop.notes',
        Limit: 100,
        FilterExpression: '#0 = :0',
        ExpressionAttributeNames: { '#0': 'published' },
        ExpressionAttributeValues: { ':0': { BOOL: true } },
      },
    });
  });

  it('admits only who a rule could admit', async () => {
    const owners = {
      notes: {
        ...NOTES,
        rules: [{ allow: 'owner' as const }, { allow: 'group' as const, group: 'editors', operations: ['get' as const] }],
      },
    };
    await expect(listing([], owners).list(guest, { owner: 'ann' })).rejects.toEqual(expect.objectContaining({ code: 'unauthenticated' }));
    expect((await listing([page(notes(3), true)], owners).list(bob, { owner: 'ann' })).items).toEqual([]);
  });

  it('takes a cursor for the same query of the same caller only', async () => {
    const first = listing([page(notes(1))]);
    const { cursor = '' } = await first.list(ann, { owner: 'ann', limit: '1' });
    const refused = expect.objectContaining({
      code: 'invalid-request',
      details: { errors: [expect.objectContaining({ pointer: '?cursor' })] },
    });
    await expect(listing([]).list(bob, { owner: 'ann', cursor })).rejects.toEqual(refused);
    await expect(listing([]).list(ann, { owner: 'ann', order: 'desc', cursor })).rejects.toEqual(refused);
    await expect(listing([]).list(ann, { owner: 'bob', cursor })).rejects.toEqual(refused);
    const other = listing([page([], true)]);
    expect(await other.list(ann, { owner: 'me', order: 'asc', limit: '50', cursor })).toEqual({ items: [] });
  });
});
