import type { TransactWriteItemsInput } from '../../../shared/dynamodb/index.js';
import type { Item, Stored } from '../../../shared/model/item.js';
import type { Problem } from '../../../shared/problem.js';
import type { Intent } from './intent.js';

/** What DynamoDB is asked to do with one stored item, on a condition: alone a call of its own, with others a part of one transaction. */
export interface Action {
  readonly request: TransactWriteItemsInput['TransactItems'][number];
  /** What is told where the condition does not hold; absent where the write is to be planned anew. */
  readonly refusal?: Problem;
  /** Whether the write goes without it where the condition does not hold. */
  readonly dispensable?: boolean;
}

/** How a write is carried out, as far as is known of the item. */
export interface Plan {
  /** The first is on the item itself. */
  readonly actions: readonly [Action, ...Action[]];
  /** What the item becomes; absent where only DynamoDB knows, and where nothing is left of it. */
  readonly item?: Item;
  /** Whether nothing is left of it. */
  readonly removes?: boolean;
  /** Whether it makes an item where there was none. */
  readonly creates?: boolean;
  readonly remembered: Memory;
}

/**
 * How a write is known when it comes again. `surely`: by the item, for as long as its key is good, or since its version never comes again.
 * `lately`: by the item, among its last writes. `token`: by DynamoDB, since nothing of the request hangs on anything but caller, key and
 * body. `nothing`: by nothing of its own.
 */
export type Memory = 'surely' | 'lately' | 'token' | 'nothing';

/** The write has happened before. */
export interface Replay {
  readonly replayed: true;
  /** As it is now; absent where it is gone, or was not read. */
  readonly item?: Item;
  /** Whether nothing is told of it: it would be refused now, for it is no longer the caller's to write. */
  readonly withheld?: boolean;
  /** Whether there was none before. */
  readonly creates?: boolean;
}

/** One write of one item, with all that it asks of it. */
export interface Writing {
  readonly intent: Intent;
  /** Whether doing it twice is another thing than doing it once, though nothing of the item forbids it: it adds to what is there. */
  readonly adds?: boolean;
  /** Whether it is answered without an item: a delete, a check. */
  readonly bare?: boolean;
  /** The plan that reads nothing of the item, where there is one: its conditions say all that must hold. */
  unread?(): Plan | undefined | Promise<Plan | undefined>;
  /**
   * The plan for the item as it is.
   * @throws Problem where that will not do
   */
  plan(stored: Stored): Promise<Plan | Replay>;
  /** What is told of what the item has become to who may not read it: no more than he wrote. */
  told(item: Item): Item;
}

/** What has become of a write. */
export interface Outcome {
  /** As it is now; absent where nothing is left of it. */
  readonly item?: Item;
  readonly created: boolean;
  /** It had happened before. */
  readonly replayed: boolean;
}

export const isReplay = (it: object): it is Replay => 'replayed' in it;

/** The stored item that an action is on: no two of one transaction are on one. */
export function placeOf({ request: { Put, Update, Delete, ConditionCheck } }: Action): string {
  const on = Put ?? Update ?? Delete ?? ConditionCheck;
  const key = on && ('Item' in on ? on.Item : on.Key);
  return `${on?.TableName} ${key?.id && 'S' in key.id ? key.id.S : ''}`;
}
