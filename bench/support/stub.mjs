// A DynamoDB that answers at once: one item to every GetItem and UpdateItem, 25 to every Query, nothing to every PutItem and transaction.
// Sends its port to the parent, and ends with it.
import http from 'node:http';
import { crc32 } from 'node:zlib';

const ITEM = {
  id: { S: '0190e1f8-0000-7000-8000-000000000000' },
  title: { S: 'Hello' },
  kind: { S: 'b' },
  count: { N: '3' },
  published: { BOOL: true },
  due: { S: '2026-01-01T00:00:00.000Z' },
  owner: { S: '0190e1f8-0000-7000-8000-000000000001' },
  version: { N: '3' },
  createdAt: { S: '2025-01-01T00:00:00.000Z' },
  updatedAt: { S: '2025-01-01T00:00:00.000Z' },
};
const ITEMS = Array.from({ length: 25 }, (_, i) => ({ ...ITEM, id: { S: `0190e1f8-0000-7000-8000-${String(i).padStart(12, '0')}` } }));
const KEY = { id: ITEMS[24].id, owner: ITEM.owner, createdAt: ITEM.createdAt };
const ANSWERS = {
  GetItem: answer({ Item: ITEM }),
  Query: answer({ Items: ITEMS, Count: 25, ScannedCount: 25, LastEvaluatedKey: KEY }),
  PutItem: answer({}),
  UpdateItem: answer({ Attributes: { ...ITEM, version: { N: '4' } } }),
  TransactWriteItems: answer({}),
  // Of the secret that keys cursors.
  GetSecretValue: answer({ SecretString: 'a secret of at least thirty-two characters' }),
};

function answer(output) {
  const body = JSON.stringify(output);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-crc32': crc32(body),
    'x-amzn-requestid': 'A'.repeat(52),
  };
  return { headers, body };
}

const server = http.createServer((request, response) => {
  const { headers, body } = ANSWERS[request.headers['x-amz-target'].split('.')[1]];
  request.resume().on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
