import type { Caller, ChangeOperation } from '../../lib/manifest/index.js';
import type { Trail } from './trail.js';

/** An item as a function sees it: declared and system fields. Attributes that start with `_` are Plinth's own and never leave it. */
export type PlainItem = Readonly<Record<string, unknown>>;

/** A client's call of a function. The rules have admitted the caller. */
export interface CallEvent<Input = PlainItem> {
  /** Checked, with defaults. */
  readonly input: Input;
  readonly caller: Caller;
  /** API Gateway's id of the call: the client has it too, and the log. */
  readonly requestId: string;
}

/** What every trigger's event says. */
interface Triggered {
  /** Tells a second delivery: each event comes at least once. */
  readonly eventId: string;
  /**
   * The functions that led here, each triggered by what the one before wrote, this one the last. `asAdmin(event)` passes it on, so that a
   * function that feeds itself is stopped: after five it is called no more, and the event goes to its dead-letter queue.
   */
  readonly trail: Trail;
}

/**
 * A change of one item. Changes of one item come in order. A throw brings this one again, and the later ones of its item wait; after five
 * times it goes to the dead-letter queue.
 */
export interface ChangeEvent<Item = PlainItem, Model extends string = string> extends Triggered {
  readonly type: 'change';
  readonly model: Model;
  readonly operation: ChangeOperation;
  readonly id: string;
  /** Absent for a create. */
  readonly oldItem?: Item;
  /** Absent for a delete. */
  readonly newItem?: Item;
  /** The items were too large for a message: both are left out, read the item by its id. */
  readonly truncated?: true;
  /** When the change was written, to the second. RFC 3339. */
  readonly at: string;
}

/** A file that has been stored. Files come in no order. */
export interface FileEvent<Space extends string = string> extends Triggered {
  readonly type: 'file';
  readonly space: Space;
  readonly file: {
    readonly owner: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
    /** As it is stored now; absent where the file is there no more. */
    readonly contentType?: string;
    /** S3's tag of the bytes: the same bytes stored again have the same. */
    readonly etag: string;
    /**
     * Of two events of one file the later has the larger, as text of one length.
     * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
     */
    readonly sequencer: string;
  };
  /** When it was stored. RFC 3339. */
  readonly at: string;
}

/** A point in time of a schedule. */
export interface ScheduleEvent extends Triggered {
  readonly type: 'schedule';
  /** Which schedule, as it was declared: `rate(5 minutes)`. */
  readonly expression: string;
  /** The time that it was planned for, whenever it comes. RFC 3339. */
  readonly time: string;
}

export type TriggerEvent = ChangeEvent | FileEvent | ScheduleEvent;
