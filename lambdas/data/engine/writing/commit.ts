import { MAX_ACTIONS, type ProblemCode } from '../../../../lib/manifest/index.js';
import { type AttributeMap, DynamoDbError } from '../../../shared/dynamodb/index.js';
import { Problem } from '../../../shared/problem.js';
import type { DataContext } from '../index.js';
import type { Action } from './plan.js';
import { keyReused } from './idempotency.js';

export interface Committed {
  /** What a single update has made of the item. */
  readonly attributes?: AttributeMap;
  /** By its token DynamoDB knew the transaction: it had happened before. */
  readonly replayed?: boolean;
}

/** Conditions did not hold, or another transaction was at work on the same items: nothing was written. */
export class Unmet extends Error {
  constructor(
    /** What is stored instead, by the place of the action whose condition did not hold. */
    readonly found: ReadonlyMap<number, AttributeMap | undefined>,
    /** An earlier attempt of this very call may be what it met: that one got no answer. */
    readonly sentAgain: boolean,
    cause: unknown,
  ) {
    super('Conditions of a write did not hold.', { cause });
  }
}

/**
 * Carries out all of the actions or none: a single one by a call of its own, several by one transaction.
 * @param token for what no item remembers: the same transaction with the same token is carried out once within 10 minutes
 * @throws Unmet, Problem `too-large`, `key-reused`, `invalid-request`; a DynamoDbError for what DynamoDB could not do
 */
export async function commit(context: Pick<DataContext, 'dynamodb'>, actions: readonly Action[], token?: string): Promise<Committed> {
  if (actions.length > MAX_ACTIONS) {
    const detail = `It takes ${actions.length} of DynamoDB’s actions, claims to unique values and looks at related items among them; a transaction may take ${MAX_ACTIONS}.`;
    throw new Problem('invalid-request', detail);
  }
  const single = actions.length === 1 && token === undefined ? actions[0]?.request : undefined;
  try {
    if (single?.Put) return await context.dynamodb.putItem(single.Put).then(() => ({}));
    if (single?.Update) {
      // Each has a condition that its own result does not meet.
      const { Attributes } = await context.dynamodb.updateItem({ ...single.Update, ReturnValues: 'ALL_NEW' }, { repeatable: true });
      return { attributes: Attributes };
    }
    return await transact(context, actions, token);
  } catch (error) {
    throw failureOf(error);
  }
}

async function transact(
  { dynamodb }: Pick<DataContext, 'dynamodb'>,
  actions: readonly Action[],
  token: string | undefined,
): Promise<Committed> {
  const TransactItems = actions.map(({ request }) => request);
  if (token === undefined) {
    await dynamodb.transactWriteItems({ TransactItems });
    return {};
  }
  const { ConsumedCapacity = [] } = await dynamodb.transactWriteItems({
    TransactItems,
    ClientRequestToken: token,
    ReturnConsumedCapacity: 'TOTAL',
  });
  // A transaction that it knows DynamoDB only reads.
  return {
    replayed: ConsumedCapacity.some(
      ({ ReadCapacityUnits = 0, WriteCapacityUnits = 0 }) => ReadCapacityUnits > 0 && WriteCapacityUnits === 0,
    ),
  };
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof DynamoDbError)) return error;
  const sentAgain = error.attempts > 1;
  const { cancellationReasons: reasons = [] } = error;
  if (error.name === 'IdempotentParameterMismatchException') return keyReused();
  if (error.name === 'ConditionalCheckFailedException') return new Unmet(new Map([[0, error.item]]), sentAgain, error);
  for (const { Code, Message = '' } of [{ Code: error.name, Message: error.message }, ...reasons]) {
    const fault = faultOf(Code, Message);
    if (fault !== undefined) return new Problem(...fault, { cause: error });
  }
  const failed = [...reasons.entries()].filter(([, { Code }]) => Code === 'ConditionalCheckFailed');
  const inTheWay = reasons.some(({ Code }) => Code === 'TransactionConflict') || error.name === 'TransactionConflictException';
  if (failed.length === 0 && !inTheWay) return error;
  return new Unmet(new Map(failed.map(([place, { Item }]) => [place, Item])), sentAgain, error);
}

/** What only DynamoDB knows of an item that is not as it must be. */
function faultOf(name: string, message: string): [ProblemCode, string] | undefined {
  if (isTooLarge(name, message)) return ['too-large', 'An item may have 400 kB, as DynamoDB counts.'];
  if (isValidation(name) && /significant digits|number (over|under)flow/i.test(message)) {
    return ['validation-failed', 'A number would have more than 38 digits, or be too large.'];
  }
  return undefined;
}

export const isTooLarge = (name: string, message: string) => isValidation(name) && /item size/i.test(message);

const isValidation = (name: string) => name === 'ValidationException' || name === 'ValidationError';
