import { AwsError } from '../shared/aws/errors.js';
import type { ObjectHead } from '../shared/aws/s3.js';
import type { ChangeEvent, FileEvent, ScheduleEvent, TriggerEvent } from '../shared/events.js';
import { feedsItself, TRAIL_METADATA, trailIn } from '../shared/trail.js';

/**
 * What of a batch of SQS messages we read.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export interface SqsEvent {
  readonly Records: readonly SqsRecord[];
}

export interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>;
}

/** EventBridge's, in the queue of files and schedules. */
interface BridgeEvent<Detail> {
  readonly 'detail-type': string;
  readonly id: string;
  readonly time: string;
  readonly detail: Detail;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
interface StoredObject {
  readonly bucket: { readonly name: string };
  readonly object: { readonly key: string; readonly size: number; readonly etag: string; readonly sequencer: string };
}

/** Put in by the rule of a schedule: EventBridge itself does not say which one it was. */
interface Scheduled {
  readonly expression: string;
}

/** Reads what is stored of an object beside its bytes. */
export type Head = (bucket: string, key: string) => Promise<ObjectHead | undefined>;

/**
 * Gives each message to the function, side by side: those of files and schedules are in no order, and a change comes alone. Only what
 * fails comes again.
 */
export async function runTriggers(
  { Records }: SqsEvent,
  run: (record: SqsRecord) => Promise<unknown>,
  report: (record: SqsRecord, error: unknown) => void,
): Promise<BatchResponse> {
  const failed: SqsRecord[] = [];
  await Promise.all(
    Records.map(async (record) => {
      try {
        await run(record);
      } catch (error) {
        report(record, error);
        failed.push(record);
      }
    }),
  );
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/**
 * Reads a message for the function of this name.
 * @throws Error for a message that is none of a trigger, and where the function feeds itself by files that it stores: the message then
 * ends in its dead-letter queue
 */
export async function eventOf({ body }: SqsRecord, name: string, head: Head): Promise<TriggerEvent> {
  const message = JSON.parse(body) as ChangeEvent | BridgeEvent<unknown>;
  if ('type' in message && message.type === 'change') return message;
  const kind = 'detail-type' in message ? message['detail-type'] : undefined;
  if (kind === 'Object Created') return fileOf(message as BridgeEvent<StoredObject>, name, head);
  if (kind === 'Scheduled Event') return scheduleOf(message as BridgeEvent<Scheduled>, name);
  throw new Error('The message is none of a trigger of Plinth’s.');
}

/** A key is space, owner and name; EventBridge has it as it is, unlike S3's own notifications. */
async function fileOf({ id, time, detail }: BridgeEvent<StoredObject>, name: string, head: Head): Promise<FileEvent> {
  const { key, size, etag, sequencer } = detail.object;
  const [space = '', owner = '', ...names] = key.split('/');
  const stored = await head(detail.bucket.name, key).catch(notThere);
  const trail = [...trailIn(stored?.metadata[TRAIL_METADATA]), name];
  if (feedsItself(trail)) throw new Error(`${name} feeds itself by the files that it stores: ${trail.join(' > ')}`);
  const file = { owner, name: names.join('/'), size, contentType: stored?.contentType, etag, sequencer };
  return { type: 'file', eventId: id, space, file, trail, at: time };
}

/** S3 tells who may not list what is there no other: a function whose file is gone is told so by 403. */
function notThere(error: unknown): ObjectHead | undefined {
  if (error instanceof AwsError && error.status === 403) return undefined;
  throw error;
}

function scheduleOf({ id, time, detail }: BridgeEvent<Scheduled>, name: string): ScheduleEvent {
  return { type: 'schedule', eventId: id, expression: detail.expression, time, trail: [name] };
}
