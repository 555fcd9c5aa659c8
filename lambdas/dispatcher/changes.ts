import type { ChangeOperation } from '../../lib/manifest/index.js';
import type { AttributeMap } from '../shared/dynamodb/index.js';
import type { ChangeEvent } from '../shared/events.js';
import { type Item, readItem } from '../shared/model/item.js';
import type { Model } from '../shared/model/model.js';
import { writtenBy } from '../shared/trail.js';

/**
 * What of a record of DynamoDB Streams we read.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventSourceARN: string;
  readonly dynamodb: {
    readonly Keys: AttributeMap;
    readonly NewImage?: AttributeMap;
    readonly OldImage?: AttributeMap;
    readonly SequenceNumber: string;
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
  };
}

export interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}

/** The table of a stream: `arn:aws:dynamodb:eu-west-1:123456789012:table/shop.notes/stream/2026-…`. */
export const tableOf = (record: StreamRecord) => record.eventSourceARN.split('/')[1] ?? '';

/**
 * A record as triggers see it, with the trail that led to it; nothing for what is no item before and after: a tombstone that is removed,
 * the claim to a unique value, an item without an id of text in a table that Plinth did not make.
 */
export function changeOf(record: StreamRecord, model: Model): ChangeEvent | undefined {
  const { Keys, OldImage, NewImage, ApproximateCreationDateTime } = record.dynamodb;
  const id = Keys.id && 'S' in Keys.id ? Keys.id.S : undefined;
  const oldItem = readItem(model, OldImage, STILL_THERE);
  const newItem = readItem(model, NewImage, STILL_THERE);
  const operation = operationOf(oldItem, newItem);
  if (id === undefined || operation === undefined) return undefined;
  return {
    type: 'change',
    eventId: record.eventID,
    model: model.name,
    operation,
    id,
    oldItem,
    newItem,
    trail: writtenBy(NewImage),
    at: new Date(ApproximateCreationDateTime * 1000).toISOString(),
  };
}

/** An item that has ended is deleted when DynamoDB removes it, and until then is what it was. */
export const STILL_THERE = 0;

function operationOf(before: Item | undefined, after: Item | undefined): ChangeOperation | undefined {
  if (after === undefined) return before && 'delete';
  return before === undefined ? 'create' : 'update';
}
