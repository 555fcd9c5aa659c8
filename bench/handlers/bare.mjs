// The reference: a handler that does nothing but the one call, with the AWS SDK. No route, no rule, no validation, no log.
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export async function handler(event) {
  const answer = await answerTo(event);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
}

function answerTo({ routeKey, headers, body, pathParameters: { id }, queryStringParameters: query }) {
  switch (routeKey) {
    case 'POST /data/{model}':
      return put(JSON.parse(body));
    case 'PATCH /data/{model}/{id}':
      return update(id, JSON.parse(body), headers['if-match'].slice(1, -1));
    case 'POST /transactions':
      return transact(JSON.parse(body).actions);
    case 'GET /data/{model}':
      return list(query);
    default:
      return get(id);
  }
}

async function list({ order, limit }) {
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: 'bench.model0',
      IndexName: 'newest',
      KeyConditionExpression: '#0 = :0',
      ExpressionAttributeNames: { '#0': 'owner' },
      ExpressionAttributeValues: { ':0': { S: '0190e1f8-0000-7000-8000-000000000001' } },
      ScanIndexForward: order !== 'desc',
      Limit: Number(limit),
    }),
  );
  return { items: Items, cursor: LastEvaluatedKey };
}

async function get(id) {
  const { Item } = await client.send(new GetItemCommand({ TableName: 'bench.model0', Key: { id: { S: id } }, ConsistentRead: true }));
  return Item;
}

async function put(values) {
  const Item = itemOf(values);
  await client.send(new PutItemCommand({ TableName: 'bench.model0', Item, ConditionExpression: 'attribute_not_exists(id)' }));
  return Item;
}

async function update(id, { title, count }, version) {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: 'bench.model0',
      Key: { id: { S: id } },
      UpdateExpression: 'SET #0 = :0, #1 = :1, #2 = :2, #3 = :3',
      ConditionExpression: '#2 = :4 AND #4 = :5',
      ExpressionAttributeNames: { '#0': 'title', '#1': 'count', '#2': 'version', '#3': 'updatedAt', '#4': 'owner' },
      ExpressionAttributeValues: {
        ':0': { S: title },
        ':1': { N: String(count) },
        ':2': { N: String(Number(version) + 1) },
        ':3': { S: new Date().toISOString() },
        ':4': { N: version },
        ':5': { S: '0190e1f8-0000-7000-8000-000000000001' },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  return Attributes;
}

async function transact(actions) {
  const items = actions.map(({ create }) => itemOf(create));
  const TransactItems = items.map((Item, i) => ({
    Put: { TableName: `bench.${actions[i].model}`, Item, ConditionExpression: 'attribute_not_exists(id)' },
  }));
  await client.send(new TransactWriteItemsCommand({ TransactItems }));
  return { items };
}

function itemOf({ title, kind, count, published, due }) {
  const at = new Date().toISOString();
  return {
    id: { S: crypto.randomUUID() },
    title: { S: title },
    kind: { S: kind },
    count: { N: String(count) },
    published: { BOOL: published },
    ...(due && { due: { S: due } }),
    owner: { S: '0190e1f8-0000-7000-8000-000000000001' },
    version: { N: '1' },
    createdAt: { S: at },
    updatedAt: { S: at },
  };
}
