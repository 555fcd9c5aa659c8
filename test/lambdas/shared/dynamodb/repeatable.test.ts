import { isRepeatable } from '../../../../lambdas/shared/dynamodb/repeatable.js';

const update = (UpdateExpression: string) => ({ TableName: 't', Key: {}, UpdateExpression });

describe('isRepeatable', () => {
  it.each(['SET #a = :a, b.c = :c REMOVE #d', 'SET #a = if_not_exists(#a, :a)', 'DELETE #set :member', 'SET address = :a'])(
    '%s',
    (expression) => {
      expect(isRepeatable(update(expression))).toBe(true);
    },
  );

  it.each(['SET #n = #n + :one', 'SET #n = #n - :one', 'ADD #n :one', 'add #n :one', 'SET #l = list_append(#l, :m)'])(
    'not %s',
    (expression) => {
      expect(isRepeatable(update(expression))).toBe(false);
    },
  );
});
