// A DynamoDB of 25 books with ten notes each, written by a hundred authors. Sends its port to the parent; to any message it answers with what
// it was asked since the last: how many requests, and how many round trips one after the other (those that are open together are one).
import http from 'node:http';

const OWNER = { S: '0190e1f8-0000-7000-8000-000000000001' };
/** Milliseconds until an answer: requests that do not wait for each other are all there by then. */
const LATENCY = 50;

const item = (id, fields) => ({ id: { S: id }, owner: OWNER, version: { N: '1' }, createdAt: AT, updatedAt: AT, ...fields });
const AT = { S: '2026-01-01T00:00:00.000Z' };
const books = Array.from({ length: 25 }, (_, i) => item(`b${i}`, { title: { S: `Book ${i}` } }));
const notesOf = (book) =>
  Array.from({ length: 10 }, (_, i) =>
    item(`${book}n${i}`, { bookId: { S: book }, authorId: { S: `a${(Number(book.slice(1)) * 10 + i) % 100}` } }),
  );

const ANSWERS = {
  Query({ TableName, ExpressionAttributeValues: { ':0': key } }) {
    const Items = TableName.endsWith('.books') ? books : notesOf(key.S);
    return { Items, Count: Items.length, ScannedCount: Items.length };
  },
  BatchGetItem({ RequestItems }) {
    const [[table, { Keys }]] = Object.entries(RequestItems);
    return { Responses: { [table]: Keys.map(({ id }) => item(id.S, { name: { S: `Author ${id.S}` } })) }, UnprocessedKeys: {} };
  },
};

let open = 0;
let asked = { roundTrips: 0, requests: 0 };

const server = http.createServer(async (request, response) => {
  if (open++ === 0) asked.roundTrips++;
  asked.requests++;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const operation = request.headers['x-amz-target'].split('.')[1];
  const body = JSON.stringify(ANSWERS[operation](JSON.parse(Buffer.concat(chunks).toString())));
  setTimeout(() => {
    open--;
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  }, LATENCY);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => {
  process.send(asked);
  asked = { roundTrips: 0, requests: 0 };
});
process.on('disconnect', () => process.exit());
