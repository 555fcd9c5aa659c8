import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldProblem } from '../../../lib/manifest/index.js';
import { type DynamoDb, DynamoDbError } from '../../shared/dynamodb/index.js';
import { type Item, readStored, type Stored, writeItem } from '../../shared/model/item.js';
import { CASCADES } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { Placeholders } from '../engine/expressions.js';
import { readAttributes } from '../engine/get.js';
import { claims } from '../engine/writing/claims.js';
import { commit, Unmet } from '../engine/writing/commit.js';
import { unchanged } from '../engine/writing/looks.js';
import type { Action } from '../engine/writing/plan.js';
import { isSame } from './row.js';

/** Others may write to the item, or DynamoDB be busy: so often it is tried. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 20;

/** What became of a row. `there`: the item was there already, as the row says it. */
export type ImportOutcome =
  | { readonly row: number; readonly result: 'written' | 'there' }
  | { readonly row: number; readonly result: 'refused'; readonly errors: readonly FieldProblem[] };

export interface ImportContext {
  readonly dynamodb: DynamoDb;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A row that is valid. */
export interface GoodRow {
  readonly row: number;
  /** What it says. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What it would be. */
  readonly item: Item;
}

/**
 * Writes one row as an item, on the condition that what is there is what was thought: at first, nothing. With unique values it is one
 * transaction, which takes the claims to them and gives up those of an item that is replaced.
 */
export async function writeRow(context: ImportContext, model: Model, good: GoodRow, overwrite: boolean): Promise<ImportOutcome> {
  const { row, item } = good;
  let stored: Stored = { version: 0 };
  /** What is met may be this very write: it was sent again, since no answer came. */
  let sentAgain = false;
  for (let attempt = 1; ; attempt++) {
    if (stored.item !== undefined && (!overwrite || sentAgain)) {
      if (isSame(model, stored.item, good)) return { row, result: sentAgain ? 'written' : 'there' };
      if (!overwrite) return refused(row, '/id', `there is another item with the id ${item.id}`);
    }
    if (stored.attributes?.[CASCADES] !== undefined) return refused(row, '/id', 'is of an item whose delete is not finished yet');
    const actions = actionsFor(model, item, stored, context.now());
    try {
      await commit(context, actions);
      return { row, result: 'written' };
    } catch (error) {
      if (error instanceof Problem) return refused(row, '', error.message);
      if (!isPassing(error) || attempt === MAX_ATTEMPTS) throw error;
      if (error instanceof Unmet) {
        const refusal = [...error.found.keys()].map((place) => actions[place]?.refusal).find((each) => each !== undefined);
        if (refusal?.details.errors !== undefined) return { row, result: 'refused', errors: refusal.details.errors };
        const found = error.found.has(0) ? error.found.get(0) : await readAttributes(context, model, item.id);
        stored = readStored(model, found, context.now());
        sentAgain ||= error.sentAgain;
      }
    }
    if (attempt > 1) await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
}

function actionsFor(model: Model, item: Item, stored: Stored, now: number): Action[] {
  // In the place of one that was there versions go on.
  const next = stored.version === 0 ? item : { ...item, version: Math.max(item.version, stored.version + 1) };
  const placeholders = new Placeholders();
  const Put = {
    TableName: model.table,
    Item: writeItem(model, next),
    ConditionExpression: unchanged(stored, placeholders),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    ...placeholders.attributes,
  };
  return [{ request: { Put } }, ...claims(model, item.id, stored.item, next, now)];
}

const isPassing = (error: unknown) => error instanceof Unmet || (error instanceof DynamoDbError && error.retryable);

const refused = (row: number, pointer: string, detail: string): ImportOutcome => ({
  row,
  result: 'refused',
  errors: [{ pointer, detail }],
});
