import { ALWAYS, and, asSeen, couldHold, type Expression, type IndexSpec, indexName, mustHold } from '../../../../lib/manifest/index.js';
import type { AttributeMap, ReadingOutput } from '../../../shared/dynamodb/index.js';
import { EXPIRES } from '../../../shared/model/marks.js';
import { Placeholders } from '../expressions.js';
import { keyCondition } from '../keys.js';
import { isKeyCondition } from './indexes.js';
import type { Query } from './query.js';
import type { Reads } from './reads.js';
import type { View } from './view.js';

/** A query as one access asks it. */
export interface Search {
  readonly index?: IndexSpec;
  /** What an item must be to be a result: the rules and the filter, as one. */
  readonly sought: Expression;
  /** Whether anything could be one, by what all results have in common. */
  readonly isPossible: boolean;
  /** Whether all that the index finds is one. (A table has also what is no item.) */
  readonly isSure: boolean;
  /** The next items, at most `Limit`, behind a position. */
  read(from: AttributeMap | undefined, Limit: number): Promise<ReadingOutput>;
  /** How many follow, up to 1 MB of them. */
  count(from: AttributeMap | undefined): Promise<ReadingOutput>;
}

export function searchFor(reads: Reads, view: View, query: Query): Search {
  const sought = soughtBy(view, query);
  const known = inCommon(query);
  const index = query.index === undefined ? undefined : view.model.spec.indexes[query.index];
  const ask = asker(reads, view, query, index);
  return {
    index,
    sought,
    isPossible: couldHold(sought, known),
    isSure: index !== undefined && mustHold(sought, known),
    read: (from, Limit) => ask(from, { Limit }),
    count: (from) => ask(from, { Select: 'COUNT' }),
  };
}

/**
 * The rules, the filter, all of it as one expression. A field that the caller does not see in an item is not there for him, and neither is
 * an item in an index whose keys he does not see: he would learn them from its place.
 */
function soughtBy({ model, listed, guards }: View, { index, conditions, filter }: Query): Expression {
  const seen = (field: string) => guards.get(field) ?? ALWAYS;
  const spec = index === undefined ? undefined : model.spec.indexes[index];
  const keys = spec === undefined ? conditions.map((each) => asSeen(each, seen)) : [...spec.partition, ...spec.sort].map(seen);
  return and([listed, ...keys, asSeen(filter, seen)]);
}

/** The values that every result has, of whole fields: of an object, a member is not all. */
function inCommon({ conditions }: Query): Record<string, unknown> {
  return Object.fromEntries(conditions.flatMap((each) => (each.op === 'eq' && each.path.length === 1 ? [[each.path[0], each.value]] : [])));
}

type Ask = (from: AttributeMap | undefined, how: { readonly Limit?: number; readonly Select?: 'COUNT' }) => Promise<ReadingOutput>;

function asker({ context }: Reads, { model }: View, query: Query, index: IndexSpec | undefined): Ask {
  const keyed = query.conditions.filter(isKeyCondition);
  return (from, { Limit, Select }) => {
    const common = { TableName: model.table, ...(from && { ExclusiveStartKey: from }), ...(Limit !== undefined && { Limit }) };
    if (index === undefined) return context.dynamodb.scan(common);
    // Of this request alone: DynamoDB refuses names and values that no expression uses.
    const placeholders = new Placeholders();
    const keys = keyed.map((condition) => keyCondition(model, condition, placeholders));
    // What is read is looked at here; what is only counted, DynamoDB must.
    const live = Select !== undefined && model.ttl !== undefined ? liveAt(context.now(), placeholders) : undefined;
    return context.dynamodb.query({
      ...common,
      ...(Select && { Select }),
      ...(live !== undefined && { FilterExpression: live }),
      IndexName: indexName(query.index as string, index),
      KeyConditionExpression: keys.join(' AND '),
      ScanIndexForward: !query.descending,
      ...placeholders.attributes,
    });
  };
}

/** That an item has not ended. @param now milliseconds since the epoch */
function liveAt(now: number, placeholders: Placeholders): string {
  const expires = placeholders.name(EXPIRES);
  return `(attribute_not_exists(${expires}) OR ${expires} > ${placeholders.value({ N: String(now / 1000) })})`;
}
