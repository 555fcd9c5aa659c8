import type { Caller, ChangeOperation } from '../../lib/manifest/index.js';
import type { AnyBackend, AnyModel } from './backend.js';

type InputOf<F> = F extends { readonly input: infer Input } ? Input : Readonly<Record<string, unknown>>;
type ItemOf<M> = M extends AnyModel ? M['item'] : Readonly<Record<string, unknown>>;

/** A client's call of the function: `CallEvent<Backend, 'summarize'>`. The rules have admitted the caller. */
export interface CallEvent<B extends AnyBackend = AnyBackend, F extends keyof B['functions'] = keyof B['functions']> {
  /** Checked, with defaults. */
  readonly input: InputOf<B['functions'][F]>;
  readonly caller: Caller;
  /** The id of the call: the client has it too, and the log. */
  readonly requestId: string;
}

/**
 * A change of one item: `ChangeEvent<Backend, 'notes'>`. Changes of one item come in order, one a call, each at least once: `eventId`
 * tells a second delivery. A throw brings this one again, and later ones of its item wait. After five times it goes to the dead-letter
 * queue, and the next one comes.
 */
export interface ChangeEvent<B extends AnyBackend = AnyBackend, M extends keyof B['data'] = keyof B['data']> {
  readonly type: 'change';
  readonly eventId: string;
  readonly model: M & string;
  readonly operation: ChangeOperation;
  readonly id: string;
  /** Absent for a create. */
  readonly oldItem?: ItemOf<B['data'][M]>;
  /** Absent for a delete. */
  readonly newItem?: ItemOf<B['data'][M]>;
  /** The items were too large for a message: both are left out, read the item by its id. */
  readonly truncated?: true;
  /** How many triggers led here, this one included. `asAdmin(event)` passes it on, so that a trigger that feeds itself is stopped. */
  readonly hops: number;
  /** When the change was written, to the second. RFC 3339. */
  readonly at: string;
}

/** A file that has been stored. It comes at least once. */
export interface FileEvent<B extends AnyBackend = AnyBackend> {
  readonly type: 'file';
  readonly space: B['files'];
  readonly file: {
    readonly owner: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
  };
  /** When it was stored. RFC 3339. */
  readonly at: string;
}

/** A point in time of a schedule. It comes at least once. */
export interface ScheduleEvent {
  readonly type: 'schedule';
  /** The time that it was planned for, whenever it comes. RFC 3339. */
  readonly time: string;
}

export type TriggerEvent<B extends AnyBackend = AnyBackend> = ChangeEvent<B> | FileEvent<B> | ScheduleEvent;
