import type { Access } from '../../shared/access.js';
import { DynamoDbError } from '../../shared/dynamodb/index.js';
import type { Item } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';

export const notFound = () => new Problem('not-found');

/** An item that is there and may not be written: a caller who may not read it is not told that it is there. */
export function refusal(access: Access, model: Model, item: Item): Problem {
  return mayRead(access, model, item) ? new Problem('forbidden') : notFound();
}

export const mayRead = (access: Access, model: Model, item: Item) => access.admits(model.spec.rules, 'get', item);

/** A condition that did not hold: with what is stored instead, if anything is. */
export function isConditionFailed(error: unknown): error is DynamoDbError {
  return error instanceof DynamoDbError && error.name === 'ConditionalCheckFailedException';
}

/** What the caller is told of a write that DynamoDB refused: that an item is too large is only known there. */
export function writeFailure(error: unknown): unknown {
  const tooLarge = error instanceof DynamoDbError && error.name === 'ValidationException' && /item size/i.test(error.message);
  return tooLarge ? new Problem('too-large', 'An item may have 400 kB, as DynamoDB counts.', { cause: error }) : error;
}
