import { DynamoDbError } from '../../shared/dynamodb/index.js';
import type { Item } from '../../shared/model/item.js';
import { Problem, type ProblemDetails } from '../../shared/problem.js';

export const notFound = () => new Problem('not-found');

export const taken = () => new Problem('conflict', 'There is an item with this id.');

/** What belonged to the one before would go with the new one. */
export const stillDeleted = () =>
  new Problem('conflict', 'What belonged to a deleted item of this id is still being deleted.', { retryAfter: 5 });

/** What belonged to one that has ended would go over to the new one. */
export const stillReferredTo = () => new Problem('conflict', 'Items that belonged to one of this id are still there.');

/** An item that is there and may not be written: a caller who may not read it is not told that it is there. */
export const refusal = (seen: Item | undefined, details?: ProblemDetails) =>
  seen === undefined ? notFound() : new Problem('forbidden', undefined, details);

/** A condition that did not hold: with what is stored instead, if anything is. */
export function isConditionFailed(error: unknown): error is DynamoDbError {
  return error instanceof DynamoDbError && error.name === 'ConditionalCheckFailedException';
}
