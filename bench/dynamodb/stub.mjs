// Answers every request as DynamoDB answers GetItem, until its parent disconnects; sends its port.
import http from 'node:http';
import { crc32 } from 'node:zlib';

const body = JSON.stringify({
  Item: {
    id: { S: '0190e1f8-0000-7000-8000-000000000000' },
    title: { S: 'Hello' },
    published: { BOOL: true },
    owner: { S: '0190e1f8-0000-7000-8000-000000000001' },
    version: { N: '3' },
    createdAt: { S: '2025-01-01T00:00:00.000Z' },
    updatedAt: { S: '2025-01-01T00:00:00.000Z' },
  },
});
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'content-length': Buffer.byteLength(body),
  'x-amz-crc32': crc32(body),
  'x-amzn-requestid': 'A'.repeat(52),
};
const server = http.createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit());
