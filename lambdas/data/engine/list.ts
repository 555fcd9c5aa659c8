import { type IndexSpec, indexName } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { type AttributeMap, type AttributeValue, marshal, type ReadingOutput } from '../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import type { Page } from '../../shared/page.js';
import { comparison, Placeholders } from './expressions.js';
import type { DataContext } from './index.js';
import { keyAttribute, positionOf } from './keys.js';
import { type Query, readQuery } from './query.js';

/**
 * What a page may cost: requests, bytes read (DynamoDB's JSON), bytes answered. Lambda answers at most 6 MB of JSON, in which the body is
 * a string: up to twice as long, if the items are full of quotes.
 */
const MAX_REQUESTS = 10;
const MAX_READ = 2 * 1024 * 1024;
const MAX_PAGE = 3_000_000;

/** Items read at once where the rules may leave some of them out: no fewer than a page may have. */
const SIFTED = 100;

/**
 * Reads one page, the items in the order of the index. `limit` counts results: what the rules leave out does not count, it is read over
 * until the page is full or the budget is spent; so a page may have fewer items than asked for, even none, and a cursor.
 *
 * A full page has a cursor only where an item follows that the rules admit to: by one for any item a caller could find out, range by
 * range, the keys of those that he may not read.
 */
export async function list(
  context: DataContext,
  access: Access,
  model: Model,
  parameters: ReadonlyMap<string, string>,
): Promise<Page<Item>> {
  const { rules } = model.spec;
  access.requireHope(rules, 'list');
  const query = readQuery(model, access, parameters);
  const index = query.index === undefined ? undefined : model.spec.indexes[query.index];
  const goodFor = [access.identity, model.name, query.index, query.descending, query.conditions];
  const read = reader(context, model, query, index);
  // Where what all results have in common is enough for the rules, none is left out, and no more than the page need be read.
  const sure = index !== undefined && access.admits(rules, 'list', inCommon(query));

  const items: Item[] = [];
  let position = query.cursor === undefined ? undefined : ((await context.cursors.open(query.cursor, goodFor)) as AttributeMap);
  if (!access.couldAdmit(rules, 'list', inCommon(query))) return { items: [] };
  const end = async (at: AttributeMap) => ({ items, cursor: await context.cursors.seal(at, goodFor) });
  /** Where the page ended, once it is full. */
  let full: AttributeMap | undefined;
  let bytes = 0;
  let pageBytes = 0;
  for (let requests = 0; requests < MAX_REQUESTS && bytes < MAX_READ; requests++) {
    const { Items = [], LastEvaluatedKey } = await read(position, sure ? query.limit - items.length : SIFTED);
    for (const attributes of Items) {
      const size = Buffer.byteLength(JSON.stringify(attributes));
      bytes += size;
      const item = readItem(model, attributes);
      if (access.admits(rules, 'list', item)) {
        if (full !== undefined) return end(full);
        // An item's JSON is never longer than DynamoDB's.
        pageBytes += size;
        if (pageBytes > MAX_PAGE && position !== undefined) return end(position);
        items.push(item);
      }
      position = positionOf(model, index, attributes);
      if (items.length === query.limit) full ??= position;
    }
    if (LastEvaluatedKey === undefined) return { items };
    if (sure && full !== undefined) return end(full);
    position = LastEvaluatedKey;
  }
  return position === undefined ? { items } : end(position);
}

/** Asks DynamoDB for the next items of a query. */
function reader({ dynamodb }: DataContext, model: Model, query: Query, index: IndexSpec | undefined) {
  const placeholders = new Placeholders();
  const expression = query.conditions
    .map(({ field, operator, values }) =>
      index === undefined
        ? comparison(field, operator, values.map(marshal), placeholders)
        : comparison(keyAttribute(model, field), operator, values.map(keyValue), placeholders),
    )
    .join(' AND ');
  return (ExclusiveStartKey: AttributeMap | undefined, Limit: number): Promise<ReadingOutput> => {
    const common = { TableName: model.table, Limit, ...(ExclusiveStartKey && { ExclusiveStartKey }), ...placeholders.attributes };
    if (index === undefined) return dynamodb.scan({ ...common, ...(expression && { FilterExpression: expression }) });
    return dynamodb.query({
      ...common,
      IndexName: indexName(query.index as string, index),
      KeyConditionExpression: expression,
      ScanIndexForward: !query.descending,
    });
  };
}

const keyValue = (value: string | number | boolean): AttributeValue => marshal(typeof value === 'boolean' ? String(value) : value);

/** The values that every result has. */
function inCommon({ conditions }: Query): Record<string, unknown> {
  return Object.fromEntries(conditions.filter(({ operator }) => operator === '=').map(({ field, values }) => [field, values[0]]));
}
