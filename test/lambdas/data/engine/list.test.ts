import { createDataEngine } from '../../../../lambdas/data/engine/index';
import { questionInJson, questionInText } from '../../../../lambdas/data/engine/reading/question';
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
  return { asked, list: (access: Access, query: object) => engine.list(access, 'notes', questionInText(new Map(Object.entries(query)))) };
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
    expect(asked.map(({ input }) => input.Limit)).toEqual([100, 200]);
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
    expect(await empty.list(bob, { owner: 'ann' })).toEqual({ items: [], cursor: expect.any(String), stopped: 'budget' });
    expect(empty.asked).toHaveLength(10);
    const large = listing(Array(3).fill(page(notes(3, { text: { S: 'x'.repeat(300_000) } }))));
    expect(await large.list(bob, { owner: 'ann' })).toEqual({ items: [], cursor: expect.any(String), stopped: 'budget' });
    expect(large.asked).toHaveLength(3);
  });

  it('ends a page before 4 MB of JSON, and before Lambda could not carry it', async () => {
    // Of one byte in DynamoDB, six in JSON.
    const nulls = listing([page(notes(4, { text: { S: '\u0000'.repeat(200_000) } }), true)]);
    const { items, cursor, stopped } = await nulls.list(ann, { owner: 'me' });
    expect([items.length, stopped, cursor]).toEqual([3, 'size', expect.any(String)]);
    // Of one byte two in JSON, and four in the JSON that holds the JSON.
    const quotes = listing([page(notes(9, { text: { S: '"'.repeat(200_000) } }), true)]);
    expect(await quotes.list(ann, { owner: 'me' })).toMatchObject({ items: { length: 7 }, stopped: 'size' });
  });

  it('scans where the model allows it, and looks at what it reads', async () => {
    const { list, asked } = listing([page([...notes(1, PUBLISHED), ...notes(1)], true)], { notes: { ...NOTES, allowScan: true } });
    expect((await list(guest, { published: 'true' })).items).toHaveLength(1);
    expect(asked[0]).toEqual({
      operation: 'scan',
      input: { TableName: 'shop.notes', Limit: 100 },
    });
  });

  it('scans for members of objects too', async () => {
    const homes = notes(2, { ...PUBLISHED, address: { M: { city: { S: 'Paris' } } } });
    const { dynamodb } = scripted(page([...homes, ...notes(1, PUBLISHED)], true));
    const engine = createDataEngine(contextWith(dynamodb, { notes: { ...NOTES, allowScan: true } }));
    expect((await engine.list(guest, 'notes', questionInJson({ 'address.city': 'Paris' }))).items).toHaveLength(2);
  });

  it('admits only who a rule could admit', async () => {
    const owners = {
      notes: {
        ...NOTES,
        rules: [{ allow: 'owner' as const }, { allow: 'group' as const, group: 'editors', operations: ['get' as const] }],
      },
    };
    await expect(listing([], owners).list(guest, { owner: 'ann' })).rejects.toEqual(expect.objectContaining({ code: 'unauthenticated' }));
    expect((await listing([page(notes(3), true)], owners).list(ann, { owner: 'ann' })).items).toHaveLength(3);
  });

  it('reads nothing where what all results have in common fails every rule', async () => {
    const scanned = { notes: { ...NOTES, allowScan: true } };
    for (const query of [{ published: 'false', title: 'Hello' }, { published: 'false' }] as Record<string, string>[])
      expect(await listing([], scanned).list(guest, query)).toEqual({ items: [] });
    const cursor = expect.objectContaining({ code: 'invalid-request' });
    await expect(listing([]).list(guest, { published: 'false', title: 'Hello', cursor: 'x' })).rejects.toEqual(cursor);
    const { list, asked } = listing([page(notes(1), true)]);
    expect(await list(bob, { published: 'false', title: 'Hello' })).toEqual({ items: [] });
    expect(asked).toHaveLength(1);
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

describe('a cursor tells nothing of what the rules hide', () => {
  const ranked = { notes: { ...NOTES, indexes: { ranked: { partition: ['title'], sort: ['rank'] } } } };
  const of = (owner: string, rank: number) => storedNote({ id: { S: `${owner}${rank}` }, owner: { S: owner }, rank: { N: `${rank}` } });
  const mine = of('bob', 50);

  it.each([
    ['asc', (bound: number) => ({ 'rank.ge': '50', 'rank.le': `${bound}` }), (rank: number, bound: number) => rank <= bound, [60, 61, 99]],
    ['desc', (bound: number) => ({ 'rank.le': '50', 'rank.ge': `${bound}` }), (rank: number, bound: number) => rank >= bound, [40, 39, 1]],
  ])('nor of their keys, range by range (%s)', async (order, range, within, bounds) => {
    const secret = of('ann', bounds[1] as number);
    for (const bound of bounds) {
      const found = [mine, ...(within(bounds[1] as number, bound) ? [secret] : [])];
      for (const answers of [[page(found, true)], [page([mine]), page(found.slice(1), true)]]) {
        const { list } = listing(answers, ranked);
        const answer = await list(bob, { title: 'Hello', order, limit: '1', ...range(bound) });
        expect([bound, answer]).toEqual([bound, { items: [expect.objectContaining({ id: 'bob50' })] }]);
      }
    }
  });

  it.each(['asc', 'desc'])('is there where one more follows that the caller may read, and goes on behind the page (%s)', async (order) => {
    const next = of('bob', order === 'asc' ? 70 : 30);
    const query = { title: 'Hello', order, limit: '1' };
    for (const answers of [[page([mine, of('ann', 50), next], true)], [page([mine]), page([of('ann', 50)]), page([next], true)]]) {
      const { cursor = '' } = await listing(answers, ranked).list(bob, query);
      const { list, asked } = listing([page([of('ann', 50), next], true)], ranked);
      expect(await list(bob, { ...query, cursor })).toEqual({
        items: [expect.objectContaining({ owner: 'bob', rank: order === 'asc' ? 70 : 30 })],
      });
      expect(asked[0]?.input.ExclusiveStartKey).toEqual({ id: { S: 'bob50' }, title: { S: 'Hello' }, rank: { N: '50' } });
    }
  });

  it('is there where the budget is spent on them', async () => {
    const { list, asked } = listing([page([mine]), ...Array(9).fill(page(notes(100, { rank: { N: '60' } })))], ranked);
    const { items, cursor = '' } = await list(bob, { title: 'Hello', limit: '1' });
    expect([items.length, asked.length]).toEqual([1, 10]);
    const again = listing([page([], true)], ranked);
    await again.list(bob, { title: 'Hello', limit: '1', cursor });
    expect(again.asked[0]?.input.ExclusiveStartKey).toEqual({ id: { S: 'n99' } });
  });
});
