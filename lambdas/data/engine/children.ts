import { indexName, type Referrer } from '../../../lib/manifest/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Placeholders } from './expressions.js';
import type { DataContext } from './index.js';

/** Children of one item, page by page, as its index has them: what was written a moment ago may not be there yet. */
export async function* childrenOf(context: DataContext, referrer: Referrer, id: string): AsyncIterable<Item[]> {
  const model = context.models(referrer.model);
  let start: Parameters<typeof context.dynamodb.query>[0]['ExclusiveStartKey'];
  do {
    const placeholders = new Placeholders();
    const page = await context.dynamodb.query({
      TableName: model.table,
      IndexName: physicalName(model, referrer),
      KeyConditionExpression: `${placeholders.name(referrer.field)} = ${placeholders.value({ S: id })}`,
      Limit: 100,
      ...(start && { ExclusiveStartKey: start }),
      ...placeholders.attributes,
    });
    start = page.LastEvaluatedKey;
    const items = (page.Items ?? []).map((attributes) => readItem(model, attributes, context.now()));
    // An item that belongs to itself goes with itself.
    yield items.filter((item) => item !== undefined).filter((item) => item.id !== id || item[referrer.field] !== item.id);
  } while (start !== undefined);
}

/** Whether an item has a child that keeps it from being deleted. */
export async function isRestricted(context: DataContext, model: Model, id: string): Promise<boolean> {
  const referrers = model.referrers.filter(({ onDelete }) => onDelete === 'restrict');
  const found = await Promise.all(
    referrers.map(async (referrer) => {
      for await (const children of childrenOf(context, referrer, id)) if (children.length > 0) return true;
      return false;
    }),
  );
  return found.includes(true);
}

function physicalName({ spec }: Model, { index }: Referrer): string {
  const declared = spec.indexes[index];
  if (declared === undefined) throw new Error(`There is no index ${index}.`);
  return indexName(index, declared);
}

/**
 * What the mark of a tombstone says: since when it cascades, and in which turn.
 * @param now milliseconds since the epoch
 */
export const markOf = (now: number, turn = 0): string => `${now}.${turn}`;
