import { createDynamoDb, type DynamoDb, type DynamoDbError } from '../../../../lambdas/shared/dynamodb/index.js';
import { refusal } from '../../../support/refusal.js';
import { startStubService } from '../../../support/stub-service.js';

/** What both clients do with what they are told; test/e2e/dynamodb has the same against real ones, with faults. */
export function describeClient(client: 'signed' | 'sdk'): void {
  let stub: Awaited<ReturnType<typeof startStubService>>;
  let dynamoDb: DynamoDb;
  beforeAll(async () => {
    stub = await startStubService();
    const environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
      AWS_ENDPOINT_URL_DYNAMODB: stub.url,
    };
    dynamoDb = createDynamoDb({ client, environment });
  });
  afterAll(() => stub.close());
  beforeEach(() => {
    stub.requests.length = 0;
    stub.answer = () => ({ body: {} });
  });

  const refuse = (name: string, fields: object = {}, status = 400) => {
    stub.answer = () => ({ status, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, Message: 'because', ...fields } });
  };
  const Key = { id: { S: 'a' } };
  const TableName = 'table';

  it.each([
    ['getItem', { TableName, Key, ConsistentRead: true }],
    ['putItem', { TableName, Item: { ...Key, bytes: { B: 'AAE=' } }, ConditionExpression: 'attribute_not_exists(id)' }],
    ['updateItem', { TableName, Key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { BS: ['AAE='] } } }],
    ['deleteItem', { TableName, Key }],
    ['query', { TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'a' } }, Limit: 1 }],
    ['scan', { TableName, Segment: 0, TotalSegments: 2 }],
    ['transactWriteItems', { TransactItems: [{ Delete: { TableName, Key } }], ClientRequestToken: 'token' }],
    ['batchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } }],
    ['batchWriteItem', { RequestItems: { [TableName]: [{ DeleteRequest: { Key } }] } }],
  ] as const)('%s sends its input as it is, signed for the session', async (operation, input) => {
    await (dynamoDb[operation] as (input: unknown) => Promise<unknown>)(input);
    const [request] = stub.requests;
    expect(request?.target).toBe(`DynamoDB_20120810.${operation[0]?.toUpperCase()}${operation.slice(1)}`);
    expect(JSON.parse(request?.body ?? '')).toEqual(input);
    expect(request?.headers.authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request/);
    expect(request?.headers['x-amz-security-token']).toBe('session');
  });

  it('returns an answer as it is', async () => {
    const body = {
      Item: { id: { S: 'a' }, bytes: { B: 'AAE=' }, digits: { N: '12345678901234567890123456789012345678' }, __proto__: { S: 'x' } },
    };
    stub.answer = () => ({ body });
    expect(await dynamoDb.getItem({ TableName, Key })).toEqual(body);
  });

  it('makes a token for a transaction that has none', async () => {
    await dynamoDb.transactWriteItems({ TransactItems: [{ Delete: { TableName, Key } }] });
    expect(JSON.parse(stub.requests[0]?.body ?? '').ClientRequestToken).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carries the item that did not meet a condition', async () => {
    refuse('ConditionalCheckFailedException', { Item: { id: { S: 'a' }, bytes: { B: 'AAE=' } } });
    const error = await refusal<DynamoDbError>(dynamoDb.deleteItem({ TableName, Key }));
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'because',
      status: 400,
      retryable: false,
      attempts: 1,
    });
    expect(error.item).toEqual({ id: { S: 'a' }, bytes: { B: 'AAE=' } });
  });

  it.each([
    [['None', 'ConditionalCheckFailed'], false],
    [['ConditionalCheckFailed', 'TransactionConflict'], false],
    [['None', 'TransactionConflict'], true],
    [['ThrottlingError'], true],
  ])('a transaction cancelled for %j may be tried again: %s', async (codes, retryable) => {
    refuse('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });
    const error = await refusal<DynamoDbError>(dynamoDb.transactWriteItems({ TransactItems: [{ Delete: { TableName, Key } }] }));
    expect(error).toMatchObject({ name: 'TransactionCanceledException', retryable, attempts: 1 });
    expect(error.cancellationReasons?.map((reason) => reason.Code)).toEqual(codes);
  });

  it('does not repeat a counter that may have been counted, unless told that it can', async () => {
    refuse('InternalServerError', {}, 500);
    const update = { TableName, Key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    expect(await refusal<DynamoDbError>(dynamoDb.updateItem(update))).toMatchObject({
      name: 'InternalServerError',
      status: 500,
      retryable: false,
      attempts: 1,
    });
    expect(await refusal<DynamoDbError>(dynamoDb.updateItem(update, { repeatable: true }))).toMatchObject({ retryable: true, attempts: 4 });
    expect(stub.requests).toHaveLength(1 + 4);
  });
}
