// A deployed backend that answers at once, with one model: what the command line asks of CloudFormation, S3 and DynamoDB.
//   node backend-stub.mjs MANIFEST.json ROWS      sends its port to the parent, and ends with it
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { crc32 } from 'node:zlib';

const [manifestFile, rows] = process.argv.slice(2);
const manifest = readFileSync(manifestFile, 'utf8');

/** As many items of this size as DynamoDB puts in a page of 1 MB. */
const PAGE = 4_000;

const stack = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
<StackName>Bench</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs><member>
<OutputKey>PlinthManifest</OutputKey><OutputValue>s3://assets/manifest.json</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

const item = (number) =>
  `{"id":{"S":"0190e1f8-0000-7000-8000-${String(number).padStart(12, '0')}"},"title":{"S":"Item number ${number}"},"kind":{"S":"b"},"count":{"N":"${number}"},"published":{"BOOL":true},"version":{"N":"3"},"createdAt":{"S":"2025-01-01T00:00:00.000Z"},"updatedAt":{"S":"2025-01-01T00:00:00.000Z"}}`;

/** One page of a part of the table. */
function scan({ Segment = 0, TotalSegments = 1, ExclusiveStartKey, Limit = PAGE }) {
  const size = Math.ceil(rows / TotalSegments);
  const first = Segment * size;
  const from = ExclusiveStartKey ? Number(ExclusiveStartKey.id.S.slice(-12)) + 1 : first;
  const to = Math.min(from + Math.min(Limit, PAGE), first + size, rows);
  const items = Array.from({ length: Math.max(0, to - from) }, (_, i) => item(from + i));
  const more = to < Math.min(first + size, rows);
  const key = more ? `,"LastEvaluatedKey":{"id":{"S":"0190e1f8-0000-7000-8000-${String(to - 1).padStart(12, '0')}"}}` : '';
  return `{"Items":[${items}],"Count":${items.length},"ScannedCount":${items.length}${key}}`;
}

const DYNAMODB = {
  DescribeTable: () => `{"Table":{"TableStatus":"ACTIVE","ItemCount":${rows}}}`,
  Scan: scan,
  PutItem: () => '{}',
  BatchWriteItem: () => '{"UnprocessedItems":{}}',
};

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const operation = request.headers['x-amz-target']?.split('.')[1];
    if (operation === undefined) {
      const body = request.method === 'GET' ? manifest : stack;
      return response.writeHead(200, { 'content-type': request.method === 'GET' ? 'application/json' : 'text/xml' }).end(body);
    }
    const body = Buffer.from(DYNAMODB[operation](operation === 'Scan' ? JSON.parse(Buffer.concat(chunks)) : undefined));
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length, 'x-amz-crc32': crc32(body) })
      .end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
