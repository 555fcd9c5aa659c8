import { MAX_ACTIONS } from '../../../../../lib/manifest';
import { type Committed, commit, Unmet } from '../../../../../lambdas/data/engine/writing/commit';
import type { Action } from '../../../../../lambdas/data/engine/writing/plan';
import { DynamoDbError } from '../../../../../lambdas/shared/dynamodb/index';
import { refused } from '../../../../support/memory-dynamodb/index';
import { scripted } from '../support';
import { problem } from './support';

const put = (id: string): Action => ({ request: { Put: { TableName: 'shop.notes', Item: { id: { S: id } } } } });
const update: Action = { request: { Update: { TableName: 'shop.notes', Key: { id: { S: 'a' } }, UpdateExpression: 'SET a = :a' } } };

function committing(actions: readonly Action[], answer: object | Error, token?: string) {
  const { dynamodb, asked } = scripted(answer);
  return { asked, done: commit({ dynamodb } as never, actions, token) as Promise<Committed> };
}

const cancelled = (...reasons: { Code: string; Message?: string; Item?: object }[]) =>
  refused('TransactionCanceledException', 'cancelled', { CancellationReasons: reasons });

describe('commit', () => {
  it('makes a call of its own of one action, and one transaction of several', async () => {
    const one = committing([put('a')], {});
    expect(await one.done).toEqual({});
    const changed = committing([update], { Attributes: { id: { S: 'a' } } });
    expect(await changed.done).toEqual({ attributes: { id: { S: 'a' } } });
    const two = committing([put('a'), put('b')], {});
    expect(await two.done).toEqual({});
    expect([one, changed, two].map(({ asked }) => asked[0]?.operation)).toEqual(['putItem', 'updateItem', 'transactWriteItems']);
    expect(two.asked[0]?.input).not.toHaveProperty('ClientRequestToken');
  });

  it('knows by a token what has happened before', async () => {
    const first = committing([update], { ConsumedCapacity: [{ WriteCapacityUnits: 2 }] }, 'token');
    expect(await first.done).toEqual({ replayed: false });
    expect(first.asked[0]).toMatchObject({ operation: 'transactWriteItems', input: { ClientRequestToken: 'token' } });
    expect(await committing([update], { ConsumedCapacity: [{ ReadCapacityUnits: 2 }] }, 'token').done).toEqual({ replayed: true });
    await expect(committing([update], refused('IdempotentParameterMismatchException'), 'token').done).rejects.toEqual(
      problem('key-reused'),
    );
  });

  it('says which conditions did not hold, and what is stored instead', async () => {
    const stored = { id: { S: 'b' } };
    const actions = [put('a'), put('b'), put('c')];
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: stored }, { Code: 'TransactionConflict' }];
    const unmet = await committing(actions, cancelled(...reasons)).done.catch((error) => error);
    expect(unmet).toBeInstanceOf(Unmet);
    expect([...unmet.found]).toEqual([[1, stored]]);
    const busy = await committing(actions, cancelled({ Code: 'TransactionConflict' })).done.catch((error) => error);
    expect([busy instanceof Unmet, busy.found.size]).toEqual([true, 0]);
    const single = await committing([put('a')], refused('ConditionalCheckFailedException', 'no', { Item: stored })).done.catch(
      (error) => error,
    );
    expect([...single.found]).toEqual([[0, stored]]);
  });

  test.each([
    ['an item that is too large', 'ValidationException', 'Item size has exceeded the maximum allowed size', 'too-large'],
    [
      'a number with too many digits',
      'ValidationException',
      'Attempting to store more than 38 significant digits in a Number',
      'validation-failed',
    ],
    ['a number that is too large', 'ValidationException', 'Number overflow. Attempting to store a number …', 'validation-failed'],
  ])('tells the caller of %s', async (_, name, message, code) => {
    await expect(committing([put('a')], refused(name, message)).done).rejects.toEqual(problem(code));
    const reason = { Code: 'ValidationError', Message: message };
    await expect(committing([put('a'), put('b')], cancelled({ Code: 'None' }, reason)).done).rejects.toEqual(problem(code));
  });

  it('passes on what DynamoDB could not do', async () => {
    for (const error of [refused('ThrottlingException'), refused('ValidationException', 'else'), cancelled({ Code: 'ThrottlingError' })]) {
      const passed = committing([put('a'), put('b')], error).done;
      await expect(passed).rejects.toBe(error);
      await expect(passed).rejects.toBeInstanceOf(DynamoDbError);
    }
  });

  it('asks nothing of more actions than DynamoDB takes', async () => {
    const { done, asked } = committing(
      Array.from({ length: MAX_ACTIONS + 1 }, (_, i) => put(String(i))),
      {},
    );
    await expect(done).rejects.toEqual(problem('invalid-request'));
    expect(asked).toEqual([]);
  });
});
