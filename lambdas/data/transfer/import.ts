import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDbError, type WriteRequest } from '../../shared/dynamodb/index.js';
import { writeItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { isTooLarge } from '../engine/writing/commit.js';
import { checkRow } from './row.js';
import { type GoodRow, type ImportContext, type ImportOutcome, writeRow } from './write-row.js';

/** A batch that DynamoDB leaves over is sent again so often, each time after a longer wait. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 50;

export interface ImportOptions {
  /** Replaces items that have a row's id. Otherwise such a row is refused, unless it says what the item says. */
  readonly overwrite: boolean;
}

export interface ImportRow {
  readonly number: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Writes rows, as many as a batch-write takes, and answers what became of each, in their order. Whether the items are there that a row's relations name
 * is not asked: they may be in a file that comes later.
 * @throws DynamoDbError for what DynamoDB could not do: some of the rows may be written
 */
export async function importRows(
  context: ImportContext,
  model: Model,
  rows: readonly ImportRow[],
  { overwrite }: ImportOptions,
): Promise<ImportOutcome[]> {
  const time = context.now();
  const checked = rows.map(({ number, values }) => ({
    row: number,
    values,
    ...checkRow(model, values, { id: rowId(number, values), time }),
  }));
  const good = checked.flatMap(({ row, values, item }) => (item === undefined ? [] : [{ row, values, item }]));
  // What hangs on an item, claims to unique values or a delete that goes on with others, must be seen before it is replaced.
  const isBlind = overwrite && model.uniques.length === 0 && !model.cascades;
  const written = await (isBlind ? replaceBlindly(context, model, good) : each(context, model, good, overwrite));
  const outcomes = new Map(written.map((outcome) => [outcome.row, outcome]));
  return checked.map(({ row, errors }) => outcomes.get(row) ?? { row, result: 'refused', errors });
}

const each = (context: ImportContext, model: Model, rows: readonly GoodRow[], overwrite: boolean) =>
  Promise.all(rows.map((row) => writeRow(context, model, row, overwrite)));

/** What the file says counts, whatever is there: since that is not read, the version goes on from the time, which is beyond any that was. */
async function replaceBlindly(context: ImportContext, model: Model, rows: readonly GoodRow[]): Promise<ImportOutcome[]> {
  const time = context.now();
  // A batch may not name an item twice.
  const last = new Map(rows.map(({ item }) => [item.id, item]));
  const requests = [...last.values()].map((item) => ({
    PutRequest: { Item: writeItem(model, { ...item, version: Math.max(item.version + 1, time) }) },
  }));
  try {
    await writeBatch(context, model.table, requests);
  } catch (error) {
    // DynamoDB refuses the whole batch for one item.
    if (error instanceof DynamoDbError && isTooLarge(error.name, error.message)) return each(context, model, rows, true);
    throw error;
  }
  return rows.map(({ row }) => ({ row, result: 'written' }));
}

async function writeBatch({ dynamodb }: ImportContext, table: string, requests: readonly WriteRequest[]): Promise<void> {
  let rest = [...requests];
  for (let attempt = 1; rest.length > 0; attempt++) {
    const answer = await dynamodb.batchWriteItem({ RequestItems: { [table]: rest } });
    rest = answer.UnprocessedItems[table] ?? [];
    if (rest.length === 0) return;
    if (attempt === MAX_ATTEMPTS) {
      const message = `Writes to ${table} were left over ${attempt} times in a row.`;
      throw new DynamoDbError({ name: 'ThrottlingException', message, status: 400, retryable: true });
    }
    await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
}

/**
 * The id of a row that names none: a UUID of version 8, the same for the same row in the same line, whatever its file is called; so a file
 * that is imported twice is written once. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
function rowId(number: number, values: ImportRow['values']): string {
  const hash = createHash('sha256')
    .update(`${number}\n${JSON.stringify(values)}`)
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
