import { indexName, type ModelSpec } from '../../../../../lib/manifest/index';
import { createDataEngine } from '../../../../../lambdas/data/engine/index';
import { keyAttribute, positionOf } from '../../../../../lambdas/data/engine/keys';
import { questionInJson } from '../../../../../lambdas/data/engine/reading/question';
import type { Access } from '../../../../../lambdas/shared/access';
import type { AttributeMap, AttributeValue, DynamoDb, QueryInput, ReadingOutput } from '../../../../../lambdas/shared/dynamodb/index';
import { type Item, writeItem } from '../../../../../lambdas/shared/model/item';
import { type Model, modelsOf } from '../../../../../lambdas/shared/model/model';
import { contextWith, manifestOf } from '../support';

/** What DynamoDB reads for one answer. */
const MOST_READ = 1024 * 1024;

/** A DynamoDB in memory that reads by id and by index as DynamoDB documents it, and an engine over it. */
export class Memory {
  readonly calls: { readonly operation: string; readonly input: any }[] = [];
  /** Calls one after the other: those that were under way together are one. */
  roundTrips = 0;
  /** How many keys of a batch are left for later, by the number of batches before. */
  unprocessed: (batches: number, keys: number) => number = () => 0;

  private readonly models: Model[];
  private readonly tables = new Map<string, Map<string, AttributeMap>>();
  private underWay = 0;

  constructor(private readonly specs: Record<string, ModelSpec>) {
    const find = modelsOf(manifestOf(specs), {});
    this.models = Object.keys(specs).map(find);
    for (const { table } of this.models) this.tables.set(table, new Map());
  }

  model(name: string): Model {
    return this.models.find((model) => model.name === name) as Model;
  }

  /** Stores an item, with what else is stored beside it. */
  put(name: string, item: Record<string, unknown> & { id: string }, beside: AttributeMap = {}): void {
    const at = '2026-01-01T00:00:00.000Z';
    const whole = { version: 1, createdAt: at, updatedAt: at, ...item } as Item;
    this.set(name, { ...writeItem(this.model(name), whole), ...beside });
  }

  set(name: string, attributes: AttributeMap): void {
    this.tables.get(this.model(name).table)?.set((attributes.id as { S: string }).S, attributes);
  }

  engine() {
    const engine = createDataEngine(contextWith(this.dynamodb, this.specs));
    return {
      get: (access: Access, model: string, id: string, asked = {}) => engine.get(access, model, id, questionInJson(asked)),
      list: (access: Access, model: string, asked: object) => engine.list(access, model, questionInJson(asked)),
      count: (access: Access, model: string, asked: object) => engine.count(access, model, questionInJson(asked)),
      batchGet: (access: Access, model: string, asked: object) => engine.batchGet(access, model, questionInJson(asked)),
    };
  }

  /** Forgets what was asked. */
  reset(): this {
    this.calls.length = 0;
    this.roundTrips = 0;
    return this;
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  readonly dynamodb = new Proxy({} as DynamoDb, {
    get: (_, operation: string) => async (input: any) => {
      this.calls.push({ operation, input });
      if (this.underWay++ === 0) this.roundTrips++;
      await new Promise(setImmediate);
      this.underWay--;
      switch (operation) {
        case 'getItem':
          return { Item: this.tables.get(input.TableName)?.get(input.Key.id.S) };
        case 'batchGetItem':
          return this.batch(input.RequestItems);
        case 'query':
          return this.query(input);
        case 'scan':
          return page([...(this.tables.get(input.TableName)?.values() ?? [])], input, (attributes) => ({
            id: attributes.id as AttributeValue,
          }));
        default:
          throw new Error(`unexpected ${operation}`);
      }
    },
  });

  private batch(requests: Record<string, { Keys: AttributeMap[] }>) {
    const [[table, { Keys }]] = Object.entries(requests) as [[string, { Keys: AttributeMap[] }]];
    if (Keys.length === 0 || Keys.length > 100) throw new Error(`${Keys.length} keys`);
    if (new Set(Keys.map((key) => JSON.stringify(key))).size < Keys.length) throw new Error('a key twice');
    const left = this.unprocessed(this.count('batchGetItem'), Keys.length);
    const read = Keys.slice(0, Keys.length - left);
    const found = read.map((key) => this.tables.get(table)?.get((key.id as { S: string }).S)).filter((item) => item !== undefined);
    const rest = Keys.slice(Keys.length - left);
    return { Responses: { [table]: found }, UnprocessedKeys: rest.length > 0 ? { [table]: { Keys: rest } } : {} };
  }

  private query(input: QueryInput): ReadingOutput {
    const model = this.models.find(({ table }) => table === input.TableName) as Model;
    const [, index] = Object.entries(model.spec.indexes).find(([name, spec]) => indexName(name, spec) === input.IndexName) ?? [];
    if (index === undefined) throw new Error(`no index ${input.IndexName}`);
    const keys = [...index.partition, ...index.sort].map((field) => keyAttribute(model, field));
    const matches = conditions(input);
    const all = [...(this.tables.get(model.table)?.values() ?? [])]
      .filter((attributes) => keys.every((key) => attributes[key] !== undefined) && matches(attributes))
      .sort((a, b) => compareKeys(a, b, [...keys, 'id']));
    if (input.ScanIndexForward === false) all.reverse();
    return page(all, input, (attributes) => positionOf(model, index, attributes));
  }
}

/** One answer: from behind the start, as far as the limit and the size go. */
function page(all: AttributeMap[], input: QueryInput, positionOfItem: (attributes: AttributeMap) => AttributeMap): ReadingOutput {
  const { ExclusiveStartKey: start, Limit = Number.POSITIVE_INFINITY, Select, FilterExpression } = input as QueryInput;
  const from = start === undefined ? 0 : all.findIndex(({ id }) => JSON.stringify(id) === JSON.stringify(start.id)) + 1;
  let bytes = 0;
  let end = from;
  while (end < all.length && end - from < Limit && bytes < MOST_READ) bytes += JSON.stringify(all[end++]).length;
  const scanned = all.slice(from, end);
  const kept = FilterExpression === undefined ? scanned : scanned.filter(isLive(input));
  const last = scanned.at(-1);
  return {
    ...(Select !== 'COUNT' && { Items: kept }),
    Count: kept.length,
    ScannedCount: scanned.length,
    ...((end < all.length || end - from === Limit) && last && { LastEvaluatedKey: positionOfItem(last) }),
  };
}

/** The one filter there is: that an item has not ended. */
function isLive({ FilterExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: QueryInput) {
  const [, name = '', value = ''] = /^\(attribute_not_exists\((#\d+)\) OR \1 > (:\d+)\)$/.exec(FilterExpression) ?? [];
  const attribute = ExpressionAttributeNames[name] ?? '';
  return (attributes: AttributeMap) =>
    attributes[attribute] === undefined || compare(attributes[attribute], ExpressionAttributeValues[value] as AttributeValue) > 0;
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
