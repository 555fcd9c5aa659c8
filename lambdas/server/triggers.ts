import type { ChangeEvent, FileEvent, ScheduleEvent, TriggerEvent } from './events.js';

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
interface BridgeEvent {
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: { readonly object: { readonly key: string; readonly size: number } };
}

/**
 * Gives each message to the function, side by side: those of files and schedules are in no order, and a change comes alone. Only what
 * fails comes again.
 */
export async function runTriggers(
  { Records }: SqsEvent,
  run: (event: TriggerEvent) => Promise<unknown>,
  report: (record: SqsRecord, error: unknown) => void,
): Promise<BatchResponse> {
  const failed: SqsRecord[] = [];
  await Promise.all(
    Records.map(async (record) => {
      try {
        await run(eventOf(record));
      } catch (error) {
        report(record, error);
        failed.push(record);
      }
    }),
  );
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** @throws Error for a message of neither kind */
export function eventOf({ body }: SqsRecord): TriggerEvent {
  const message = JSON.parse(body) as ChangeEvent | BridgeEvent;
  if ('type' in message && message.type === 'change') return message;
  const kind = 'detail-type' in message ? message['detail-type'] : undefined;
  if (kind === 'Object Created') return fileOf(message as BridgeEvent);
  if (kind === 'Scheduled Event') return { type: 'schedule', time: (message as BridgeEvent).time } satisfies ScheduleEvent;
  throw new Error('The message is none of a trigger of Plinth’s.');
}

/** A key is space, owner and name; EventBridge has it as it is, unlike S3's own notifications. */
function fileOf({ time, detail: { object } }: BridgeEvent): FileEvent {
  const [space = '', owner = '', ...name] = object.key.split('/');
  return { type: 'file', space, file: { owner, name: name.join('/'), size: object.size }, at: time };
}
