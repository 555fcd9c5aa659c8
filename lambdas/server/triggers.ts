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
  readonly attributes?: { readonly MessageGroupId?: string };
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
 * Gives each message to the function. Messages of one group go one after the other: after a failure the rest of its group is not tried,
 * so that nothing overtakes. Groups, and messages without one, go side by side, and do not fail for each other.
 */
export async function runTriggers(
  { Records }: SqsEvent,
  run: (event: TriggerEvent) => Promise<unknown>,
  report: (record: SqsRecord, error: unknown) => void,
): Promise<BatchResponse> {
  const groups = new Map<string, SqsRecord[]>();
  for (const record of Records) {
    const group = record.attributes?.MessageGroupId ?? record.messageId;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const failures = await Promise.all(
    [...groups.values()].map(async (records) => {
      for (const [place, record] of records.entries()) {
        try {
          await run(eventOf(record));
        } catch (error) {
          report(record, error);
          return records.slice(place);
        }
      }
      return [];
    }),
  );
  return { batchItemFailures: failures.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
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
