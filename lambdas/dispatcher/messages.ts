import { createHash } from 'node:crypto';
import type { SendMessageBatchEntry } from '../shared/aws/sqs.js';
import type { ChangeEvent } from '../shared/events.js';

/** Bytes of one message and of a batch of them. */
export const MAX_BYTES = 1024 * 1024;
const MAX_ENTRIES = 10;

/** One message on its way, and the record that it came from. */
export interface Message {
  /** The place of its record in the invocation. */
  readonly record: number;
  readonly group: string;
  readonly deduplication: string;
  readonly body: string;
  readonly bytes: number;
}

/** Changes of one item are one group: they stay in order, and other items do not wait for them. */
export function messageOf(change: ChangeEvent, record: number): Message {
  // An id may hold any character and 2,048 bytes, a group id 128 plain ones.
  const group = `${change.model}.${createHash('sha256').update(change.id).digest('base64url')}`;
  const body = bodyOf(change);
  return { record, group, deduplication: change.eventId, body, bytes: Buffer.byteLength(body) };
}

/** Two images of 400 kB fit, unless JSON makes them much longer than DynamoDB counts them. */
function bodyOf(change: ChangeEvent): string {
  const body = text(change);
  if (Buffer.byteLength(body) <= MAX_BYTES) return body;
  const { oldItem: _, newItem: __, ...rest } = change;
  return text({ ...rest, truncated: true });
}

/** JSON in which SQS finds no character that it refuses: U+FFFE and U+FFFF are none of XML's. */
function text(change: ChangeEvent): string {
  return JSON.stringify(change).replace(/[\uFFFE\uFFFF]/g, (character) => (character === '\uFFFE' ? '\\ufffe' : '\\uffff'));
}

/**
 * Cuts messages into batches that SQS takes. A batch holds no two messages of one group: were the first refused and the second taken,
 * the second would overtake it.
 */
export function batchesOf(messages: readonly Message[]): Message[][] {
  const batches: Message[][] = [];
  let batch: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const full = batch.length === MAX_ENTRIES || bytes + message.bytes > MAX_BYTES;
    if (batch.length > 0 && (full || batch.some(({ group }) => group === message.group))) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += message.bytes;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

export const entryOf = (message: Message, place: number): SendMessageBatchEntry => ({
  Id: String(place),
  MessageBody: message.body,
  MessageGroupId: message.group,
  MessageDeduplicationId: message.deduplication,
});
