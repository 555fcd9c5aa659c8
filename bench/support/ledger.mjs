// A DynamoDB of one item, of 700 bytes and with all that it remembers, on a table without indexes. Sends its port to the parent; to any
// message it answers with what it was asked since the last: how many requests, and how many write units they consumed.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
import http from 'node:http';

const TEXT = { S: 'x'.repeat(530) };
const SLOTS = Object.fromEntries(Array.from({ length: 16 }, (_, slot) => [`_w${slot.toString(16)}`, { B: 'A'.repeat(16) }]));
const ITEM = {
  id: { S: '0190e1f8-0000-7000-8000-000000000000' },
  title: { S: 'Hello' },
  text: TEXT,
  count: { N: '3' },
  owner: { S: '0190e1f8-0000-7000-8000-000000000001' },
  version: { N: '3' },
  createdAt: { S: '2025-01-01T00:00:00.000Z' },
  updatedAt: { S: '2025-01-01T00:00:00.000Z' },
  ...SLOTS,
};

/** Bytes as DynamoDB counts them: of names and of values. */
const sizeOf = (item) => Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);
function sizeOfValue({ S, N, B, BOOL }) {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (B !== undefined) return Buffer.from(B, 'base64').length;
  if (BOOL !== undefined) return 1;
  throw new Error('A value of this kind is not counted here.');
}
const unitsOf = (item) => Math.ceil(sizeOf(item) / 1024);

/** What an update makes of the item, as far as it sets plain values. */
function updated({ UpdateExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values }) {
  const sets = [...UpdateExpression.matchAll(/(#\d+) = (:\d+)/g)].map(([, name, value]) => [names[name], values[value]]);
  return { ...ITEM, ...Object.fromEntries(sets) };
}

const OPERATIONS = {
  GetItem: () => ({ answer: { Item: ITEM }, units: 0 }),
  PutItem: ({ Item }) => ({ answer: {}, units: unitsOf(Item) }),
  UpdateItem: (input) => ({ answer: { Attributes: updated(input) }, units: unitsOf(updated(input)) }),
  TransactWriteItems: ({ TransactItems }) => ({
    answer: {},
    units: TransactItems.reduce((sum, { Put, Update }) => sum + 2 * unitsOf(Put ? Put.Item : updated(Update)), 0),
  }),
};

let asked = { requests: 0, units: 0 };
const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const operation = request.headers['x-amz-target'].split('.')[1];
  const { answer, units } = OPERATIONS[operation](JSON.parse(Buffer.concat(chunks).toString()));
  asked = { requests: asked.requests + 1, units: asked.units + units };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => {
  process.send(asked);
  asked = { requests: 0, units: 0 };
});
process.on('disconnect', () => process.exit());
