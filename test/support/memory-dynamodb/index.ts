import {
  type AttributeMap,
  type CancellationReason,
  type DynamoDb,
  DynamoDbError,
  type QueryInput,
  type ScanInput,
  type TransactWriteItemsInput,
} from '../../../lambdas/shared/dynamodb/index';
import { copyOf, Expressions, isSame, type Meant } from './expressions';
import { excessIn } from './limits';
import { type Indexes, inIndex, pageOf } from './reading';

type Conditional = Meant & { TableName: string; ConditionExpression?: string; ReturnValuesOnConditionCheckFailure?: string };
type Member = TransactWriteItemsInput['TransactItems'][number];

/** What is done to a call: it fails before it is carried out, or after, so that nobody knows that it was. */
export type Fault = 'before' | 'after' | DynamoDbError;

/** A DynamoDB in memory: items by id and by index, conditions, updates and transactions as the engine asks for them; calls one after the other. */
export class MemoryDynamoDb {
  readonly tables = new Map<string, Map<string, AttributeMap>>();
  /** All that was asked, in order. */
  readonly calls: { readonly operation: string; readonly input: object }[] = [];
  /** Asked with each call, which it counts from 0: what is to become of it. Nothing: it is carried out. */
  fault: (call: number, operation: string) => Fault | undefined = () => undefined;
  /** Awaited before each call, so that others may come between. */
  pause: () => Promise<unknown> = async () => undefined;
  /** Whether what meets a transaction on an item is refused while that one is carried out, as DynamoDB does. */
  conflicts = false;
  /** Items that one answer reads at most, whatever is asked. */
  mostRead = Number.POSITIVE_INFINITY;
  private readonly tokens = new Map<string, object>();
  /** The items of transactions that are being carried out. */
  private readonly busy = new Set<string>();

  readonly client = new Proxy({} as DynamoDb, {
    get: (_, operation: string) => async (input: never) => {
      const fault = this.fault(this.calls.length, operation);
      this.calls.push({ operation, input });
      const release = this.conflicts ? this.occupy(operation, input) : undefined;
      await this.pause().finally(release);
      if (fault instanceof DynamoDbError) throw fault;
      if (fault === 'before') throw died();
      const answer = copyOf((this as unknown as Record<string, (input: never) => object>)[operation]?.(input));
      if (answer === undefined) throw new Error(`MemoryDynamoDb does no ${operation}`);
      if (fault === 'after') throw died();
      return answer;
    },
  });

  constructor(private readonly indexes: Indexes = {}) {}

  items(table: string): Map<string, AttributeMap> {
    let items = this.tables.get(table);
    if (items === undefined) {
      items = new Map();
      this.tables.set(table, items);
    }
    return items;
  }

  /** @returns what ends it */
  private occupy(operation: string, input: object): (() => void) | undefined {
    if (!/^(put|update|delete|transactWrite)Item/.test(operation)) return undefined;
    const isTransaction = operation === 'transactWriteItems';
    const members = isTransaction ? (input as TransactWriteItemsInput).TransactItems : [{ Put: input } as Member];
    const places = members.map((member) => {
      const { TableName, ...on } = Object.values(member)[0] as { TableName: string; Item?: AttributeMap; Key?: AttributeMap };
      return `${TableName} ${idIn(on.Item ?? on.Key ?? {})}`;
    });
    const reasons = places.map((place) => ({ Code: this.busy.has(place) ? 'TransactionConflict' : 'None' }));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      if (!isTransaction) throw refused('TransactionConflictException');
      throw refused('TransactionCanceledException', 'Transaction cancelled', { CancellationReasons: reasons });
    }
    if (isTransaction) for (const place of places) this.busy.add(place);
    return () => {
      for (const place of places) this.busy.delete(place);
    };
  }

  protected getItem({ TableName, Key }: { TableName: string; Key: AttributeMap }) {
    const Item = this.items(TableName).get(idIn(Key));
    return Item === undefined ? {} : { Item };
  }

  protected batchGetItem({ RequestItems }: { RequestItems: Record<string, { Keys: AttributeMap[] }> }) {
    const found = ([TableName, { Keys }]: [string, { Keys: AttributeMap[] }]) => [
      TableName,
      Keys.map((Key) => this.items(TableName).get(idIn(Key))).filter((item) => item !== undefined),
    ];
    return { Responses: Object.fromEntries(Object.entries(RequestItems).map(found)), UnprocessedKeys: {} };
  }

  protected scan(input: ScanInput) {
    return pageOf([...this.items(input.TableName).values()], input, [], this.mostRead);
  }

  protected query(input: QueryInput) {
    const { TableName, IndexName = '', KeyConditionExpression, FilterExpression } = input;
    const keys = this.indexes[TableName]?.[IndexName];
    if (keys === undefined) throw refused('ValidationException', `The table does not have the specified index: ${IndexName}`);
    const excess = excessIn(input, FilterExpression === undefined ? [KeyConditionExpression] : [KeyConditionExpression, FilterExpression]);
    if (excess !== undefined) throw refused('ValidationException', excess);
    return pageOf(inIndex(this.items(TableName).values(), input, keys), input, keys, this.mostRead);
  }

  protected putItem(input: Parameters<DynamoDb['putItem']>[0]) {
    this.carryOut([{ Put: input }]);
    return {};
  }

  protected updateItem(input: Parameters<DynamoDb['updateItem']>[0]) {
    this.carryOut([{ Update: input }]);
    return { Attributes: this.items(input.TableName).get(idIn(input.Key)) };
  }

  protected transactWriteItems({ TransactItems, ClientRequestToken: token, ...rest }: TransactWriteItemsInput) {
    const known = token === undefined ? undefined : this.tokens.get(token);
    if (known !== undefined) {
      if (!isSame(known, TransactItems)) throw refused('IdempotentParameterMismatchException');
      return rest.ReturnConsumedCapacity === 'TOTAL' ? { ConsumedCapacity: [{ ReadCapacityUnits: 2 }] } : {};
    }
    this.carryOut(TransactItems, true);
    if (token !== undefined) this.tokens.set(token, copyOf(TransactItems));
    return rest.ReturnConsumedCapacity === 'TOTAL' ? { ConsumedCapacity: [{ WriteCapacityUnits: 2 }] } : {};
  }

  /** All or nothing. */
  private carryOut(members: readonly Member[], isTransaction = false): void {
    const places = new Set<string>();
    const results: { place: Conditional; id: string; item: AttributeMap | undefined }[] = [];
    const reasons: CancellationReason[] = [];
    for (const { Put, Update, Delete, ConditionCheck } of members) {
      const place = (Put ?? Update ?? Delete ?? ConditionCheck) as Conditional;
      const id = idIn(Put?.Item ?? (place as unknown as { Key: AttributeMap }).Key);
      if (places.has(`${place.TableName} ${id}`))
        throw refused('ValidationException', 'Transaction request cannot include multiple operations on one item');
      places.add(`${place.TableName} ${id}`);
      const before = this.items(place.TableName).get(id);
      const excess = excessIn(
        place,
        [place.ConditionExpression, Update?.UpdateExpression].filter((each) => each !== undefined),
      );
      if (excess !== undefined) throw refused('ValidationException', excess);
      const expressions = new Expressions(place);
      const held = expressions.holds(place.ConditionExpression, before ?? {});
      const tells = place.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before !== undefined;
      reasons.push(held ? { Code: 'None' } : { Code: 'ConditionalCheckFailed', ...(tells && { Item: copyOf(before) }) });
      if (!held) continue;
      const item = Put?.Item ?? (Update ? expressions.updated(Update.UpdateExpression, before ?? Update.Key) : ConditionCheck && before);
      results.push({ place, id, item });
    }
    if (results.length < members.length) {
      if (isTransaction) throw refused('TransactionCanceledException', 'Transaction cancelled', { CancellationReasons: reasons });
      throw refused('ConditionalCheckFailedException', 'The conditional request failed', { Item: reasons[0]?.Item });
    }
    for (const { place, id, item } of results) {
      if (item === undefined) this.items(place.TableName).delete(id);
      else this.items(place.TableName).set(id, copyOf(item));
    }
  }
}

export function refused(name: string, message = name, fields?: Record<string, unknown>): DynamoDbError {
  return new DynamoDbError({ name, message, status: 400, retryable: false, fields });
}

/** No answer came: whether it was carried out, nobody knows. */
export function died(): DynamoDbError {
  return new DynamoDbError({ name: 'TimeoutError', message: 'no answer', status: 0, retryable: true });
}

const idIn = ({ id }: AttributeMap) => (id && 'S' in id ? id.S : '');
