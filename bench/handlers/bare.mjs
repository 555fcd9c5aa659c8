// The reference: a handler that does nothing but the one call, with the AWS SDK. No route, no rule, no validation, no log.
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export async function handler(event) {
  const answer = await answerTo(event);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
}

function answerTo({ body, pathParameters: { id }, queryStringParameters: query }) {
  if (body) return put(JSON.parse(body));
  return query ? list(query) : get(id);
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

async function put({ title, kind, count, published, due }) {
  const at = new Date().toISOString();
  const Item = {
    id: { S: crypto.randomUUID() },
    title: { S: title },
    kind: { S: kind },
    count: { N: String(count) },
    published: { BOOL: published },
    due: { S: due },
    owner: { S: '0190e1f8-0000-7000-8000-000000000001' },
    version: { N: '1' },
    createdAt: { S: at },
    updatedAt: { S: at },
  };
  await client.send(new PutItemCommand({ TableName: 'bench.model0', Item, ConditionExpression: 'attribute_not_exists(id)' }));
  return Item;
}
