import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldProblem } from '../../../lib/manifest/index.js';
import type { DynamoDb, WriteRequest } from '../../shared/dynamodb/index.js';
import { type Item, readItem, writeItem } from '../../shared/model/item.js';
import { DELETED } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { isConditionFailed } from '../engine/refusals.js';
import { checkRow, isSame } from './row.js';

/** As many as BatchWriteItem takes. */
export const BATCH = 25;
/** A batch that DynamoDB leaves over is sent again so often, each time after a longer wait. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 50;

export interface ImportOptions {
  /** Replaces items that have a row's id. Otherwise such a row is refused, unless it says what the item says. */
  readonly overwrite: boolean;
  /** Names the file: rows without an id get the same one, whenever they are imported from it. */
  readonly source: string;
}

export interface ImportRow {
  readonly number: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What became of a row. `there`: the item was there already, as the row says it. */
export type ImportOutcome =
  | { readonly row: number; readonly result: 'written' | 'there' }
  | { readonly row: number; readonly result: 'refused'; readonly errors: readonly FieldProblem[] };

export interface ImportContext {
  readonly dynamodb: DynamoDb;
  readonly now: () => number;
}

/** Writes up to {@link BATCH} rows, and answers what became of each, in their order. What DynamoDB itself refuses rejects. */
export async function importRows(
  context: ImportContext,
  model: Model,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<ImportOutcome[]> {
  const time = context.now();
  const checked = rows.map(({ number, values }) => ({
    row: number,
    values,
    ...checkRow(model, values, { id: rowId(options.source, number), time }),
  }));
  const good = checked.flatMap(({ row, values, item }) => (item === undefined ? [] : [{ row, values, item }]));
  const outcomes = new Map((await (options.overwrite ? overwrite : add)(context, model, good)).map((outcome) => [outcome.row, outcome]));
  return checked.map(({ row, errors }) => outcomes.get(row) ?? { row, result: 'refused', errors });
}

interface GoodRow {
  readonly row: number;
  readonly values: ImportRow['values'];
  readonly item: Item;
}

/** What the file says counts, whatever is there: its version is one more than the row's, so that who read the item before is told. */
async function overwrite(context: ImportContext, model: Model, rows: readonly GoodRow[]): Promise<ImportOutcome[]> {
  // A batch may not name an item twice: the last row of an id counts, as if they were written one after the other.
  const last = new Map(rows.map(({ item }) => [item.id, item]));
  const requests = [...last.values()].map((item) => ({ PutRequest: { Item: writeItem(model, { ...item, version: item.version + 1 }) } }));
  await writeBatch(context, model.table, requests);
  return rows.map(({ row }) => ({ row, result: 'written' }));
}

async function writeBatch({ dynamodb }: ImportContext, table: string, requests: readonly WriteRequest[]): Promise<void> {
  let rest = [...requests];
  for (let attempt = 1; rest.length > 0; attempt++) {
    const answer = await dynamodb.batchWriteItem({ RequestItems: { [table]: rest } });
    rest = answer.UnprocessedItems[table] ?? [];
    if (rest.length === 0) return;
    if (attempt === MAX_ATTEMPTS) throw new Error(`DynamoDB leaves writes to ${table} over, ${attempt} times in a row: it is throttled.`);
    await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
}

/** Writes what is not there. */
function add({ dynamodb, now }: ImportContext, model: Model, rows: readonly GoodRow[]): Promise<ImportOutcome[]> {
  return Promise.all(
    rows.map(async ({ row, item, values }): Promise<ImportOutcome> => {
      try {
        await dynamodb.putItem({
          TableName: model.table,
          Item: writeItem(model, item),
          // What is left of a deleted item is nothing to keep.
          ConditionExpression: 'attribute_not_exists(id) OR attribute_exists(#deleted)',
          ExpressionAttributeNames: { '#deleted': DELETED },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        return { row, result: 'written' };
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        const stored = readItem(model, error.item, now());
        if (stored !== undefined && isSame(stored, item, values)) return { row, result: 'there' };
        return { row, result: 'refused', errors: [{ pointer: '/id', detail: `there is another item with the id ${item.id}` }] };
      }
    }),
  );
}

/** The id of a row that names none: a UUID of version 8, the same for the same row of the same file. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
function rowId(source: string, number: number): string {
  const hash = createHash('sha256').update(`${source}\n${number}`).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
