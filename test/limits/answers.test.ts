import { dataHandler } from '../../lambdas/data/handler';
import { ROUTES } from '../../lib/manifest/index';
import { contextWith, scripted, storedNote } from '../lambdas/data/engine/support';
import { httpEvent } from '../lambdas/shared/http/event';

/** What a function may answer: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ANSWER = 6 * 1024 * 1024;
/** What DynamoDB reads at once, and what an item may have: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_READ = 1024 * 1024;
const MAX_ITEM = 400 * 1024;

/** A function's answer is JSON, in which the body is a string: a quote in an item is four characters. */
async function answered(text: string, limit: number): Promise<{ status: number; bytes: number; items: number }> {
  const count = Math.floor(MAX_READ / Buffer.byteLength(text));
  const read = (from: number) => ({
    Items: Array.from({ length: count }, (_, at) => storedNote({ id: { S: `n${from + at}` }, text: { S: text } })),
    LastEvaluatedKey: { id: { S: `n${from + count}` } },
  });
  const { dynamodb } = scripted(...Array.from({ length: 10 }, (_, at) => read(at * count)));
  const handler = dataHandler(contextWith(dynamodb), () => undefined);
  const answer = await handler(httpEvent(ROUTES.data.list, { path: { model: 'notes' }, query: { owner: 'me', limit: String(limit) } }));
  return { status: answer.statusCode, bytes: Buffer.byteLength(JSON.stringify(answer)), items: JSON.parse(answer.body!).items.length };
}

test.each([
  ['letters', 'x'],
  ['quotes', '"'],
  ['lines', '\n'],
  ['control characters', '\u0000'],
  ['characters of three bytes', '語'],
])('a page of the largest items, of %s, is within what a function may answer', async (_, character) => {
  const text = character.repeat((MAX_ITEM - 1024) / Buffer.byteLength(character));
  const { status, bytes, items } = await answered(text, 100);
  expect(status).toBe(200);
  expect(items).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(MAX_ANSWER);
});

test.each([
  ['letters', 'x'],
  ['quotes', '"'],
])('so is a page of many items, of %s', async (_, character) => {
  const { bytes, items } = await answered(character.repeat(15_000), 100);
  expect(items).toBeGreaterThan(50);
  expect(bytes).toBeLessThan(MAX_ANSWER);
});
