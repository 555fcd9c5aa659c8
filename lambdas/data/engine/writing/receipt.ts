import { DELETED, EXPIRES } from '../../../shared/model/marks.js';
import type { Model } from '../../../shared/model/model.js';
import { readAttributes } from '../get.js';
import type { DataContext } from '../index.js';
import { hasSeen, rememberSurely, type Write } from './idempotency.js';
import type { Action } from './plan.js';

/** What a receipt lasts, in seconds from the time of its key: longer than the key is good. */
const RECEIPT_SECONDS = 12 * 60;

const idOf = ({ who }: Write) => `#once#${who.toString('hex')}`;

/**
 * What remembers writes that no item that they write surely remembers: an item of its own beside them, under an id that no client can
 * choose. It is a tombstone of nothing, so nobody takes it for an item.
 */
export function receipt({ table }: Model, write: Write, now: number): Action {
  const Item = {
    id: { S: idOf(write) },
    [DELETED]: { N: '0' },
    [EXPIRES]: { N: String(Math.ceil(write.time / 1000) + RECEIPT_SECONDS) },
    ...rememberSurely(undefined, write, now),
  };
  const ConditionExpression = 'attribute_not_exists(id)';
  return { request: { Put: { TableName: table, Item, ConditionExpression, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } } };
}

/**
 * Whether writes have left one.
 * @throws Problem `key-reused` where something else has, with the same key
 */
export const hasReceipt = async (context: DataContext, model: Model, write: Write): Promise<boolean> =>
  hasSeen(await readAttributes(context, model, idOf(write)), write);
