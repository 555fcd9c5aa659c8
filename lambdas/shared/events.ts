import type { Caller, ChangeOperation } from '../../lib/manifest/index.js';

/** An item as a function sees it: declared and system fields. Attributes that start with `_` are Plinth's own and never leave it. */
export type PlainItem = Readonly<Record<string, unknown>>;

/** What a function gets that a client calls. */
export interface CallEvent<Input = PlainItem> {
  /** Checked, with defaults. */
  readonly input: Input;
  readonly caller: Caller;
  /** API Gateway's id of the call. */
  readonly requestId: string;
}

/**
 * One change of one item: the body of a message of a trigger's queue. Changes of one item come in order, each at least once: `eventId`
 * tells a second delivery.
 */
export interface ChangeEvent<Item = PlainItem> {
  readonly type: 'change';
  readonly eventId: string;
  readonly model: string;
  readonly operation: ChangeOperation;
  readonly id: string;
  /** Absent for a create. */
  readonly oldItem?: Item;
  /** Absent for a delete. */
  readonly newItem?: Item;
  /** The items were too large for a message: both are left out, read the item by its id. */
  readonly truncated?: true;
  /** How many triggers led to this call, this one included. What it writes is marked with it, by {@link HOPS}. */
  readonly hops: number;
  /** When the change was written, to the second. RFC 3339. */
  readonly at: string;
}

/**
 * The private attribute of an item that a trigger wrote: the `hops` of the event that it was handling. A write that no trigger caused
 * removes it. So a trigger that feeds itself is seen, and stopped.
 */
export const HOPS = '_hops';

/** Over so many triggers, each caused by the write of the one before, no further one is called. */
export const MAX_HOPS = 5;
