// A DynamoDB that answers at once: one item to every GetItem, nothing to every PutItem. Sends its port to the parent, and ends with it.
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
const ANSWERS = { GetItem: answer({ Item: ITEM }), PutItem: answer({}) };

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
