import { keyAttribute } from '../../../lambdas/data/engine/keys';
import type { AttributeMap, AttributeValue, QueryInput, ReadingOutput, ScanInput } from '../../../lambdas/shared/dynamodb/index';
import type { Model } from '../../../lambdas/shared/model/model';
import { indexName } from '../../../lib/manifest/index';
import { Expressions } from './expressions';

/** What DynamoDB reads for one answer. */
const MOST_READ = 1024 * 1024;

/** By table and by DynamoDB's name of the index: the attributes that are its keys, in order. */
export type Indexes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export function indexesOf(models: readonly Model[]): Indexes {
  return Object.fromEntries(
    models.map((model) => [
      model.table,
      Object.fromEntries(
        Object.entries(model.spec.indexes).map(([name, index]) => [
          indexName(name, index),
          [...index.partition, ...index.sort].map((field) => keyAttribute(model, field)),
        ]),
      ),
    ]),
  );
}

/** The items of an index that meet the key condition, in its order. */
export function inIndex(items: Iterable<AttributeMap>, input: QueryInput, keys: readonly string[]): AttributeMap[] {
  const matches = conditions(input);
  const found = [...items]
    .filter((attributes) => keys.every((key) => attributes[key] !== undefined) && matches(attributes))
    .sort((a, b) => compareKeys(a, b, [...keys, 'id']));
  return input.ScanIndexForward === false ? found.reverse() : found;
}

/**
 * One answer: from behind the start, as far as the limit and the size go.
 * @param keys that a position has beside the id
 * @param most items that are read, whatever is asked
 */
export function pageOf(all: AttributeMap[], input: QueryInput | ScanInput, keys: readonly string[], most: number): ReadingOutput {
  const { ExclusiveStartKey: start, Limit = Number.POSITIVE_INFINITY, Select, FilterExpression } = input;
  const limit = Math.min(Limit, most);
  const from = start === undefined ? 0 : all.findIndex(({ id }) => JSON.stringify(id) === JSON.stringify(start.id)) + 1;
  let bytes = 0;
  let end = from;
  while (end < all.length && end - from < limit && bytes < MOST_READ) bytes += JSON.stringify(all[end++]).length;
  const scanned = all.slice(from, end);
  const kept = scanned.filter((attributes) => new Expressions(input).holds(FilterExpression, attributes));
  const last = scanned.at(-1);
  const position = last && Object.fromEntries(['id', ...keys].map((key) => [key, last[key] as AttributeValue]));
  return {
    ...(Select !== 'COUNT' && { Items: kept }),
    Count: kept.length,
    ScannedCount: scanned.length,
    ...((end < all.length || end - from === Limit) && position && { LastEvaluatedKey: position }),
  };
}

/** The conditions of a query, in the forms that DynamoDB takes for keys. */
function conditions({ KeyConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: QueryInput) {
  const form = /(#\d+) BETWEEN (:\d+) AND (:\d+)|begins_with\((#\d+), (:\d+)\)|(#\d+) (=|<|<=|>|>=) (:\d+)/y;
  const all: ((attributes: AttributeMap) => boolean)[] = [];
  const of = (name: string) => (attributes: AttributeMap) => attributes[ExpressionAttributeNames[name] as string] as AttributeValue;
  const value = (name: string) => ExpressionAttributeValues[name] as AttributeValue;
  for (let at = 0; at < KeyConditionExpression.length; at = form.lastIndex + ' AND '.length) {
    form.lastIndex = at;
    const found = form.exec(KeyConditionExpression);
    if (found === null) throw new Error(`no key condition: ${KeyConditionExpression.slice(at)}`);
    const [, between, low = '', high = '', begins, prefix = '', name = '', operator, operand = ''] = found;
    if (between !== undefined) {
      if (compare(value(low), value(high)) > 0) throw new Error('BETWEEN with its ends reversed');
      all.push((item) => compare(of(between)(item), value(low)) >= 0 && compare(of(between)(item), value(high)) <= 0);
    } else if (begins !== undefined)
      all.push((item) => (of(begins)(item) as { S: string }).S.startsWith((value(prefix) as { S: string }).S));
    else {
      const holds = {
        '=': (n: number) => n === 0,
        '<': (n: number) => n < 0,
        '<=': (n: number) => n <= 0,
        '>': (n: number) => n > 0,
        '>=': (n: number) => n >= 0,
      };
      all.push((item) => holds[operator as '='](compare(of(name)(item), value(operand))));
    }
  }
  return (attributes: AttributeMap) => all.every((holds) => holds(attributes));
}

function compareKeys(a: AttributeMap, b: AttributeMap, keys: readonly string[]): number {
  for (const key of keys) {
    const order = compare(a[key] as AttributeValue, b[key] as AttributeValue);
    if (order !== 0) return order;
  }
  return 0;
}

function compare(a: AttributeValue, b: AttributeValue): number {
  if ('N' in a && 'N' in b) return Number(a.N) - Number(b.N);
  if ('S' in a && 'S' in b)
    return a.S === b.S ? 0 : /^[ -~]*$/.test(a.S + b.S) ? (a.S < b.S ? -1 : 1) : Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  return 'N' in a ? -1 : 1;
}
