import type { CallOptions } from '../aws/transport.js';

/**
 * A value as DynamoDB's JSON carries it: numbers are text of up to 38 digits, binary is base64 text.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: AttributeValue[] }
  | { M: AttributeMap }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] };

export type AttributeMap = Record<string, AttributeValue>;

interface Named {
  TableName: string;
  ExpressionAttributeNames?: Record<string, string>;
}
interface Expressive extends Named {
  ExpressionAttributeValues?: AttributeMap;
}
interface Conditional extends Expressive {
  ConditionExpression?: string;
  /** With `ALL_OLD` the item that did not meet the condition comes with the error. */
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

export interface Put extends Conditional {
  Item: AttributeMap;
}
export interface Update extends Conditional {
  Key: AttributeMap;
  UpdateExpression: string;
}
export interface Delete extends Conditional {
  Key: AttributeMap;
}
export interface ConditionCheck extends Conditional {
  Key: AttributeMap;
  ConditionExpression: string;
}

export interface GetItemInput extends Named {
  Key: AttributeMap;
  ProjectionExpression?: string;
  ConsistentRead?: boolean;
}
export interface PutItemInput extends Put {
  ReturnValues?: 'NONE' | 'ALL_OLD';
}
export interface UpdateItemInput extends Update {
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';
}
export interface DeleteItemInput extends Delete {
  ReturnValues?: 'NONE' | 'ALL_OLD';
}

interface Reading extends Expressive {
  IndexName?: string;
  ConsistentRead?: boolean;
  ExclusiveStartKey?: AttributeMap;
  FilterExpression?: string;
  Limit?: number;
  ProjectionExpression?: string;
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';
}
export interface QueryInput extends Reading {
  KeyConditionExpression: string;
  ScanIndexForward?: boolean;
}
export interface ScanInput extends Reading {
  Segment?: number;
  TotalSegments?: number;
}

export interface TransactWriteItemsInput {
  TransactItems: Array<{ Put?: Put; Update?: Update; Delete?: Delete; ConditionCheck?: ConditionCheck }>;
  /** One is made, once for all attempts, where none is given. */
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: 'TOTAL' | 'NONE';
}

export type KeysAndAttributes = Omit<GetItemInput, 'TableName' | 'Key'> & { Keys: AttributeMap[] };
export interface BatchGetItemInput {
  RequestItems: Record<string, KeysAndAttributes>;
}
export type WriteRequest = { PutRequest: { Item: AttributeMap } } | { DeleteRequest: { Key: AttributeMap } };
export interface BatchWriteItemInput {
  RequestItems: Record<string, WriteRequest[]>;
}

export interface ItemOutput {
  Item?: AttributeMap;
}
export interface AttributesOutput {
  Attributes?: AttributeMap;
}
export interface ReadingOutput {
  /** Absent with `Select: 'COUNT'`. */
  Items?: AttributeMap[];
  Count: number;
  ScannedCount: number;
  /** Where to go on; absent on the last page. */
  LastEvaluatedKey?: AttributeMap;
}
export interface TransactWriteItemsOutput {
  /** By table, where it was asked for. A transaction whose token DynamoDB knows has read units alone. */
  ConsumedCapacity?: Array<{ ReadCapacityUnits?: number; WriteCapacityUnits?: number }>;
}
export interface BatchGetItemOutput {
  Responses: Record<string, AttributeMap[]>;
  /** What did not fit or was throttled: to be asked again by the caller. */
  UnprocessedKeys: Record<string, KeysAndAttributes>;
}
export interface BatchWriteItemOutput {
  UnprocessedItems: Record<string, WriteRequest[]>;
}

export interface DynamoDbCallOptions extends CallOptions {
  /**
   * Whether sending it twice does no harm. Assumed of everything but an update that computes from the stored value (`ADD`, `+`, `-`,
   * `list_append`): say `true` for one whose condition cannot hold a second time.
   */
  readonly repeatable?: boolean;
}

type Operation<Input, Output> = (input: Input, options?: DynamoDbCallOptions) => Promise<Output>;

/**
 * The operations of DynamoDB that Plinth calls, in DynamoDB's own words. Each rejects with a DynamoDbError, or with the reason of its
 * signal.
 *
 * A call that got no answer is sent again, so a conditional write may meet its own result: it then fails with
 * ConditionalCheckFailedException and `attempts` above 1, and only the caller can tell, by comparing `item` with what it wrote. A
 * transaction cannot: its ClientRequestToken stays the same.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
 */
export interface DynamoDb {
  readonly getItem: Operation<GetItemInput, ItemOutput>;
  readonly putItem: Operation<PutItemInput, AttributesOutput>;
  readonly updateItem: Operation<UpdateItemInput, AttributesOutput>;
  readonly deleteItem: Operation<DeleteItemInput, AttributesOutput>;
  readonly query: Operation<QueryInput, ReadingOutput>;
  readonly scan: Operation<ScanInput, ReadingOutput>;
  readonly transactWriteItems: Operation<TransactWriteItemsInput, TransactWriteItemsOutput>;
  readonly batchGetItem: Operation<BatchGetItemInput, BatchGetItemOutput>;
  readonly batchWriteItem: Operation<BatchWriteItemInput, BatchWriteItemOutput>;
}
