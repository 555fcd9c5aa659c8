import { isDeepStrictEqual } from 'node:util';
import type { ChangeOperation } from '../../lib/manifest/index.js';
import type { AttributeMap } from '../shared/dynamodb/index.js';
import type { ChangeEvent } from '../shared/events.js';
import { readItem } from '../shared/model/item.js';
import type { Model } from '../shared/model/model.js';
import { DELETION, deletedBy, writtenBy } from '../shared/trail.js';

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

const OPERATIONS: Readonly<Record<StreamRecord['eventName'], ChangeOperation>> = { INSERT: 'create', MODIFY: 'update', REMOVE: 'delete' };

/** The table of a stream: `arn:aws:dynamodb:eu-west-1:123456789012:table/shop.notes/stream/2026-…`. */
export const tableOf = (record: StreamRecord) => record.eventSourceARN.split('/')[1] ?? '';

/**
 * A record as triggers see it, with the trail that led to it; nothing for a delete's announcement, and for an item without an id of text,
 * in a table that Plinth did not make.
 */
export function changeOf(record: StreamRecord, model: Model): ChangeEvent | undefined {
  const { Keys, OldImage, NewImage, ApproximateCreationDateTime } = record.dynamodb;
  const id = Keys.id && 'S' in Keys.id ? Keys.id.S : undefined;
  if (id === undefined || isAnnouncement(OldImage, NewImage)) return undefined;
  return {
    type: 'change',
    eventId: record.eventID,
    model: model.name,
    operation: OPERATIONS[record.eventName],
    id,
    oldItem: OldImage && readItem(model, OldImage),
    newItem: NewImage && readItem(model, NewImage),
    trail: NewImage ? writtenBy(NewImage) : deletedBy(OldImage),
    at: new Date(ApproximateCreationDateTime * 1000).toISOString(),
  };
}

function isAnnouncement(before: AttributeMap | undefined, after: AttributeMap | undefined): boolean {
  return after?.[DELETION] !== undefined && !isDeepStrictEqual(after[DELETION], before?.[DELETION]);
}
