import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../../shared/access.js';
import type { AttributeMap } from '../../shared/dynamodb/index.js';
import { type Item, readItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { readStored } from './get.js';
import type { DataContext } from './index.js';
import { isConditionFailed, mayRead, notFound, refusal } from './refusals.js';

export interface WriteOptions {
  /** Write only if the item is at this version; `*` and nothing: whatever it is at. */
  readonly ifVersion?: number | '*';
  /** A UUIDv7. The same write with the same key is carried out once. */
  readonly idempotencyKey?: string;
}

export interface Stored {
  readonly item: Item;
  readonly attributes: AttributeMap;
}

/** What is to be written: both are asked anew for each state of the item that is met. */
export interface Writing<T> {
  readonly operation: 'update' | 'delete';
  /** The answer, where the item shows that this very write has happened. */
  replay(stored: Stored): T | undefined;
  /** Writes, on condition that the item is as it is here. Rejects as DynamoDB does where it is not. */
  write(stored: Stored): Promise<T>;
}

/** Unconditional writes to one item at once: each of them finds the item changed by all that win before. */
const MAX_ATTEMPTS = 10;
const LONGEST_WAIT_MS = 40;

/**
 * Changes an item that is there; whether its caller has any hope is asked before. Asked here, in this order: may the caller, has it been done, is the version right; so that nobody learns by
 * a 412 of an item that he may not write. No update is lost: the write holds only for the version that was read, and is tried again on
 * what came between unless a version was asked for.
 */
export async function changeItem<T>(
  context: DataContext,
  access: Access,
  model: Model,
  id: string,
  ifVersion: WriteOptions['ifVersion'],
  { operation, replay, write }: Writing<T>,
): Promise<T> {
  let attributes = await readStored(context, model, id);
  for (let attempt = 1; ; attempt++) {
    if (attributes === undefined) throw notFound();
    const stored = { attributes, item: readItem(model, attributes) };
    if (!access.admits(model.spec.rules, operation, stored.item)) throw refusal(access, model, stored.item);
    const done = replay(stored);
    if (done !== undefined) return done;
    if (typeof ifVersion === 'number' && ifVersion !== stored.item.version) throw versionMismatch(access, model, stored.item);
    try {
      return await write(stored);
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      if (attempt === MAX_ATTEMPTS) throw new Problem('unavailable', 'The item is being changed too often.', { retryAfter: 1 });
      attributes = error.item;
    }
    await sleep(Math.random() * LONGEST_WAIT_MS * (attempt / MAX_ATTEMPTS));
  }
}

function versionMismatch(access: Access, model: Model, item: Item): Problem {
  return new Problem('version-mismatch', undefined, { current: mayRead(access, model, item) ? item : undefined });
}
