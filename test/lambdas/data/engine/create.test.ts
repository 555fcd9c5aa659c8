import { createDataEngine } from '../../../../lambdas/data/engine/index';
import { accessOf, adminAccess } from '../../../../lambdas/shared/access';
import { DynamoDbError, type AttributeMap } from '../../../../lambdas/shared/dynamodb/index';
import { uuidv7 } from '../../../../lambdas/shared/uuid';
import { AT, contextWith, engineOver, failedCondition, ID, KEY, NOTES, NOW, scripted, storedNote } from './support';
import { memoryEngine } from './writing/support';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const guest = accessOf({ groups: [] });
const problem = (code: string, extra = {}) => expect.objectContaining({ code, ...extra });

const invalid = (message: string) => new DynamoDbError({ name: 'ValidationException', message, status: 400, retryable: false });

/** What a create with a key has stored. */
async function stored(access = ann, input: object = { title: 'Hello' }) {
  const { engine, asked } = engineOver({});
  await engine.create(access, 'notes', input, { idempotencyKey: KEY });
  return asked[0]?.input.Item;
}

describe('create', () => {
  it('is one conditional put, and answers the item', async () => {
    const { engine, asked } = engineOver({});
    const { item, replayed } = await engine.create(ann, 'notes', { title: 'Hello', rank: 2, text: null });
    expect(item).toEqual({
      id: expect.stringMatching(/^019b7cc8-|^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      title: 'Hello',
      published: false,
      rank: 2,
      owner: 'ann',
      version: 1,
      createdAt: AT,
      updatedAt: AT,
    });
    expect(replayed).toBe(false);
    expect(asked).toEqual([
      {
        operation: 'putItem',
        input: {
          TableName: 'shop.notes',
          Item: {
            id: { S: item.id },
            title: { S: 'Hello' },
            published: { BOOL: false },
            _key_published: { S: 'false' },
            rank: { N: '2' },
            owner: { S: 'ann' },
            version: { N: '1' },
            createdAt: { S: AT },
            updatedAt: { S: AT },
            _once: { S: expect.stringMatching(/^[\w-]{23}$/) },
          },
          ConditionExpression: 'attribute_not_exists(#0)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ExpressionAttributeNames: { '#0': 'id' },
        },
      },
    ]);
  });

  it('takes a chosen id, else the idempotency key, as the id', async () => {
    for (const [input, id] of [
      [{ title: 'a', id: 'mine' }, 'mine'],
      [{ title: 'a' }, KEY],
      [{ title: 'a', id: null }, KEY],
    ] as const) {
      const { engine } = engineOver({});
      expect((await engine.create(ann, 'notes', input, { idempotencyKey: KEY })).item.id).toBe(id);
    }
  });

  test.each([
    ['no object', [], ['']],
    ['what is missing', {}, ['/title']],
    ['a bad id', { title: 'a', id: 'a/b' }, ['/id']],
    ['an id that is no text', { title: 'a', id: { S: 'x' } }, ['/id']],
    ['unknown fields', { title: 'a', titel: 'b' }, ['/titel']],
    [
      'system fields',
      { title: 'a', owner: 'bob', version: 7, createdAt: AT, updatedAt: AT },
      ['/owner', '/version', '/createdAt', '/updatedAt'],
    ],
    ['private attributes', { title: 'a', _writes: {} }, ['/_writes']],
    ['the prototype', JSON.parse('{"title":"a","__proto__":{"version":9}}'), ['/__proto__']],
    ['the prototype and an id', JSON.parse('{"title":"a","id":"x","__proto__":{"version":9}}'), ['/__proto__']],
    ['an empty key', { title: '' }, ['/title']],
    ['a partition key too long', { title: 'é'.repeat(1025) }, ['/title']],
    ['a sort key too long', { title: 'a', text: 'x'.repeat(1025) }, ['/text']],
  ])('writes nothing of %s', async (_, input, pointers) => {
    const { engine, asked } = engineOver();
    const errors = pointers.map((pointer) => expect.objectContaining({ pointer }));
    await expect(engine.create(ann, 'notes', input)).rejects.toEqual(problem('validation-failed', { details: { errors } }));
    expect(asked).toEqual([]);
  });

  it('takes keys of just the length that fits', async () => {
    const { engine, asked } = engineOver({});
    await engine.create(ann, 'notes', { title: 'é'.repeat(1024), text: 'x'.repeat(1024) });
    expect(asked).toHaveLength(1);
  });

  it('admits by the rules alone', async () => {
    const { engine, asked } = engineOver();
    await expect(engine.create(guest, 'notes', { title: 'a' })).rejects.toEqual(problem('unauthenticated'));
    await expect(engine.create(ann, 'nothing', { title: 'a' })).rejects.toEqual(problem('not-found'));
    await expect(engine.create(ann, 'constructor', { title: 'a' })).rejects.toEqual(problem('not-found'));
    expect(asked).toEqual([]);
  });

  it('as admin bypasses them, names an owner, and marks what a trigger wrote', async () => {
    const { engine, asked } = engineOver({}, {});
    expect((await engine.create(adminAccess(['echo', 'audit']), 'notes', { title: 'a' }, { owner: 'bob' })).item.owner).toBe('bob');
    expect(asked[0]?.input.Item._trail).toEqual({ S: 'echo,audit' });
    expect((await engine.create(adminAccess(), 'notes', { title: 'a' })).item.owner).toBeUndefined();
    expect(asked[1]?.input.Item).not.toHaveProperty('_trail');
  });

  it('refuses an id that is taken, and tells nothing of its item', async () => {
    const { engine } = engineOver(failedCondition(storedNote()));
    await expect(engine.create(bob, 'notes', { title: 'a', id: ID })).rejects.toEqual(problem('conflict', { details: {} }));
  });

  it('refuses an item that DynamoDB finds too large, and hides its other errors', async () => {
    const large = engineOver(invalid('Item size has exceeded the maximum allowed size'));
    await expect(large.engine.create(ann, 'notes', { title: 'a' })).rejects.toEqual(problem('too-large'));
    const other = engineOver(invalid('Something else'));
    await expect(other.engine.create(ann, 'notes', { title: 'a' })).rejects.toBeInstanceOf(DynamoDbError);
  });
});

describe('a create that comes twice', () => {
  it('answers with the item as it is now', async () => {
    const now = { ...(await stored()), text: { S: 'later' }, version: { N: '2' } };
    const { engine } = engineOver(failedCondition(now));
    const { item, replayed } = await engine.create(ann, 'notes', { title: 'Hello' }, { idempotencyKey: KEY });
    expect(replayed).toBe(true);
    expect(item).toMatchObject({ id: KEY, title: 'Hello', text: 'later', version: 2 });
  });

  it('tells who may no longer read the item what he sent', async () => {
    const now = { ...(await stored()), text: { S: 'secret' }, owner: { S: 'bob' }, version: { N: '2' } };
    const { engine } = engineOver(failedCondition(now));
    const { item } = await engine.create(ann, 'notes', { title: 'Hello' }, { idempotencyKey: KEY });
    expect(item).toEqual({ id: KEY, title: 'Hello', version: 2, updatedAt: AT });
  });

  it('is refused with another body, and to another caller', async () => {
    const first = failedCondition(await stored());
    await expect(engineOver(first).engine.create(ann, 'notes', { title: 'Other' }, { idempotencyKey: KEY })).rejects.toEqual(
      problem('key-reused'),
    );
    await expect(engineOver(first).engine.create(bob, 'notes', { title: 'Hello' }, { idempotencyKey: KEY })).rejects.toEqual(
      problem('conflict'),
    );
  });

  it('tells a guest who knows the id of another’s item no more than that it is taken', async () => {
    const open = { notes: { ...NOTES, rules: [{ allow: 'guest' as const, operations: ['create' as const] }] } };
    const over = (...answers: (object | Error)[]) => {
      const { dynamodb, asked } = scripted(...answers);
      return {
        asked,
        create: (title: string) => createDataEngine(contextWith(dynamodb, open)).create(guest, 'notes', { title }, { idempotencyKey: KEY }),
      };
    };
    const first = over({});
    await first.create('Hello');
    const { Item } = first.asked[0]!.input;
    await expect(over(failedCondition(Item)).create('Other')).rejects.toEqual(problem('conflict', { details: {} }));
    expect(await over(failedCondition(Item)).create('Hello')).toMatchObject({ item: { id: KEY, title: 'Hello' }, replayed: true });
  });

  it('is no replay where the transport sent it again and it met itself', async () => {
    const input = { title: 'Hello', id: 'x' };
    const own = await stored(ann, input);
    const sentAgain = (item: AttributeMap) =>
      engineOver(failedCondition(item, 2)).engine.create(ann, 'notes', input, { idempotencyKey: KEY });
    expect(await sentAgain(own)).toMatchObject({ item: { id: 'x' }, replayed: false });
    await expect(sentAgain({ ...own, _once: { S: 'A'.repeat(23) } })).rejects.toEqual(problem('conflict'));
  });

  it('is refused with a key of another day', async () => {
    const at = (ms: number) => engineOver({}).engine.create(ann, 'notes', { title: 'a' }, { idempotencyKey: uuidv7(NOW + ms) });
    for (const ms of [-601_000, 61_000]) await expect(at(ms)).rejects.toEqual(problem('stale-key', { status: 422 }));
    for (const ms of [-599_000, 59_000]) expect((await at(ms)).item.createdAt).toBe(AT);
  });

  it('does not bring back what was deleted since, and another may take its place', async () => {
    const { engine } = memoryEngine({ notes: NOTES });
    const options = { idempotencyKey: KEY };
    const make = () => engine.create(ann, 'notes', { title: 'Hello' }, options);
    await make();
    await engine.delete(ann, 'notes', KEY, { ifVersion: 1 });
    await expect(make()).rejects.toEqual(problem('not-found'));
    expect((await engine.create(ann, 'notes', { id: KEY, title: 'Other' })).item).toMatchObject({ title: 'Other', version: 3 });
    expect(await make()).toMatchObject({ item: { title: 'Other', version: 3 }, replayed: true });
  });
});
