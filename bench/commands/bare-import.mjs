// The reference: a loop that reads a file of JSON Lines and writes its rows as they are, with the AWS SDK. No check, no report, no way to go on.
//   node bare-import.mjs FILE
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const AT_ONCE = 16;
const client = new DynamoDBClient({});
const underWay = new Set();
let batch = [];

async function send() {
  if (underWay.size === AT_ONCE) await Promise.race(underWay);
  const sent = client.send(new BatchWriteItemCommand({ RequestItems: { 'bench.model0': batch } })).then(() => underWay.delete(sent));
  underWay.add(sent);
  batch = [];
}

for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const { id, title, kind, count, published } = JSON.parse(line);
  const Item = { id: { S: id }, title: { S: title }, kind: { S: kind }, count: { N: String(count) }, published: { BOOL: published } };
  batch.push({ PutRequest: { Item } });
  if (batch.length === 25) await send();
}
if (batch.length > 0) await send();
await Promise.all(underWay);
