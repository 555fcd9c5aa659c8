import { indexName, type ModelSpec } from '../../../../../lib/manifest/index';
import { createDataEngine } from '../../../../../lambdas/data/engine/index';
import { keyAttribute, positionOf } from '../../../../../lambdas/data/engine/keys';
import { questionInJson } from '../../../../../lambdas/data/engine/reading/question';
import type { Access } from '../../../../../lambdas/shared/access';
import type { AttributeMap, AttributeValue, QueryInput, ReadingOutput, ScanInput } from '../../../../../lambdas/shared/dynamodb/index';
import { type Item, writeItem } from '../../../../../lambdas/shared/model/item';
import { type Model, modelsOf } from '../../../../../lambdas/shared/model/model';
import { Expressions } from '../../../../support/memory-dynamodb/expressions';
import { MemoryDynamoDb } from '../../../../support/memory-dynamodb/index';
import { contextWith, manifestOf } from '../support';

/** What DynamoDB reads for one answer. */
const MOST_READ = 1024 * 1024;

/** A DynamoDB in memory that reads by index too, with models in it, and an engine over it. */
export class Memory extends MemoryDynamoDb {
  /** Calls one after the other: those that were under way together are one. */
  roundTrips = 0;
  /** How many keys of a batch are left for later, by the number of batches so far. */
  unprocessed: (batches: number, keys: number) => number = () => 0;

  private readonly models: Model[];
  private underWay = 0;

  constructor(private readonly specs: Record<string, ModelSpec>) {
    super();
    const find = modelsOf(manifestOf(specs), {});
    this.models = Object.keys(specs).map(find);
    this.pause = async () => {
      if (this.underWay++ === 0) this.roundTrips++;
      await new Promise(setImmediate);
      this.underWay--;
    };
  }

  model(name: string): Model {
    return this.models.find((model) => model.name === name) as Model;
  }

  /** Stores an item. */
  put(name: string, item: Record<string, unknown> & { id: string }): void {
    const at = '2026-01-01T00:00:00.000Z';
    const whole = { version: 1, createdAt: at, updatedAt: at, ...item } as Item;
    this.set(name, writeItem(this.model(name), whole));
  }

  set(name: string, attributes: AttributeMap): void {
    this.items(this.model(name).table).set((attributes.id as { S: string }).S, attributes);
  }

  engine() {
    const engine = createDataEngine(contextWith(this.client, this.specs));
    return {
      get: (access: Access, model: string, id: string, asked = {}) => engine.get(access, model, id, questionInJson(asked)),
      list: (access: Access, model: string, asked: object) => engine.list(access, model, questionInJson(asked)),
      count: (access: Access, model: string, asked: object) => engine.count(access, model, questionInJson(asked)),
      batchGet: (access: Access, model: string, asked: object) => engine.batchGet(access, model, questionInJson(asked)),
    };
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  /** The inputs of all calls, as a test looks into them. */
  get inputs(): any[] {
    return this.calls.map(({ input }) => input);
  }

  protected override batchGetItem({ RequestItems }: { RequestItems: Record<string, { Keys: AttributeMap[] }> }) {
    const [[table, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: AttributeMap[] }]];
    if (Keys.length === 0 || Keys.length > 100) throw new Error(`${Keys.length} keys`);
    if (new Set(Keys.map((key) => JSON.stringify(key))).size < Keys.length) throw new Error('a key twice');
    const read = Keys.length - this.unprocessed(this.count('batchGetItem'), Keys.length);
    const { Responses } = super.batchGetItem({ RequestItems: { [table]: { Keys: Keys.slice(0, read) } } });
    return { Responses, UnprocessedKeys: read < Keys.length ? { [table]: { Keys: Keys.slice(read) } } : {} };
  }

  protected scan(input: ScanInput): ReadingOutput {
    return page([...this.items(input.TableName).values()], input, ({ id }) => ({ id: id as AttributeValue }));
  }

  protected query(input: QueryInput): ReadingOutput {
    const model = this.models.find(({ table }) => table === input.TableName) as Model;
    const [, index] = Object.entries(model.spec.indexes).find(([name, spec]) => indexName(name, spec) === input.IndexName) ?? [];
    if (index === undefined) throw new Error(`no index ${input.IndexName}`);
    const keys = [...index.partition, ...index.sort].map((field) => keyAttribute(model, field));
    const matches = conditions(input);
    const all = [...this.items(model.table).values()]
      .filter((attributes) => keys.every((key) => attributes[key] !== undefined) && matches(attributes))
      .sort((a, b) => compareKeys(a, b, [...keys, 'id']));
    if (input.ScanIndexForward === false) all.reverse();
    return page(all, input, (attributes) => positionOf(model, index, attributes));
  }
}

/** One answer: from behind the start, as far as the limit and the size go. */
function page(
  all: AttributeMap[],
  input: QueryInput | ScanInput,
  positionOfItem: (attributes: AttributeMap) => AttributeMap,
): ReadingOutput {
  const { ExclusiveStartKey: start, Limit = Number.POSITIVE_INFINITY, Select, FilterExpression } = input;
  const from = start === undefined ? 0 : all.findIndex(({ id }) => JSON.stringify(id) === JSON.stringify(start.id)) + 1;
  let bytes = 0;
  let end = from;
  while (end < all.length && end - from < Limit && bytes < MOST_READ) bytes += JSON.stringify(all[end++]).length;
  const scanned = all.slice(from, end);
  const kept = scanned.filter((attributes) => new Expressions(input).holds(FilterExpression, attributes));
  const last = scanned.at(-1);
  return {
    ...(Select !== 'COUNT' && { Items: kept }),
    Count: kept.length,
    ScannedCount: scanned.length,
    ...((end < all.length || end - from === Limit) && last && { LastEvaluatedKey: positionOfItem(last) }),
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
