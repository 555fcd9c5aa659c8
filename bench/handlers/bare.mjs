// The reference: a handler that does nothing but the one call, with the AWS SDK. No route, no rule, no validation, no log.
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export async function handler(event) {
  const answer = event.body ? await put(JSON.parse(event.body)) : await get(event.pathParameters.id);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
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
