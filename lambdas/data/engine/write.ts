import type { Item } from '../../shared/model/item.js';
import { Problem } from '../../shared/problem.js';
import { carryOut } from './writing/carry-out.js';
import { seen } from './writing/intent.js';
import type { Outcome, Writing } from './writing/plan.js';
import { Refused } from './writing/refused.js';

export interface Written {
  /** As it is now, as far as the caller may see it: who may write it and not read it is told what he wrote. */
  readonly item: Item;
  /** Whether there was none before. */
  readonly created: boolean;
  /** The write had happened before. */
  readonly replayed: boolean;
}

/** Carries out one write, and says what the item is now. @throws Problem for what is refused */
export async function write(writing: Writing): Promise<Written> {
  const { item, created, replayed } = await carryOutOne(writing);
  if (item === undefined) throw new Problem('not-found', 'The item has been deleted since.');
  return { item: (await seen(writing.intent, item)) ?? writing.told(item), created, replayed };
}

/** An item that is gone. */
export interface Deleted {
  /** What belonged to it is being seen to, in the background. */
  readonly pending: boolean;
  readonly replayed: boolean;
}

/** Carries out a delete. @throws Problem for what is refused */
export async function writeRemoval(writing: Writing): Promise<Deleted> {
  const { replayed } = await carryOutOne(writing);
  return { pending: writing.intent.model.cascades, replayed };
}

/** The same without reading what the caller may see of it. */
export async function carryOutOne(writing: Writing): Promise<Outcome> {
  try {
    const [outcome] = await carryOut([writing], writing.adds ?? false);
    return outcome as Outcome;
  } catch (error) {
    throw error instanceof Refused ? error.problems.get(0) : error;
  }
}
