import { setTimeout as sleep } from 'node:timers/promises';
import type { DataContext } from '../data/engine/index.js';
import type { Sqs } from '../shared/aws/sqs.js';
import { inParallel } from '../shared/in-parallel.js';
import { feedsItself } from '../shared/trail.js';
import { restOf } from './cascades.js';
import { changeOf, type StreamEvent, type StreamRecord, tableOf } from './changes.js';
import { batchesOf, entryOf, type Message, messageOf } from './messages.js';
import type { Source } from './sources.js';

export interface DispatcherOptions {
  /** By table. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly sqs: Sqs;
  /** For what is deleted with a deleted item. */
  readonly context: DataContext;
  /** Lets some milliseconds pass. */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** Receives a line of JSON. @default console.log */
  readonly log?: (line: string) => void;
}

/**
 * The shard is read on from the first record named; the ones before it are done.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>;
}

/** Deletes of a batch whose children are seen to at once. */
const CASCADES_AT_ONCE = 25;

/**
 * Takes each change to the queues of the functions that it triggers; past a function that feeds itself, to its dead-letter queue. What it
 * sends again after a failure, within 5 minutes, the queues know by its deduplication id; later it is a second delivery. Then it sees to
 * what deletes leave, which fails with its record only where it cannot even be postponed.
 */
export function dispatcher(options: DispatcherOptions): (event: StreamEvent) => Promise<BatchResponse> {
  const { sources, sqs, context, wait = sleep, log = console.log } = options;
  const report = (level: 'info' | 'error', message: string, about: object) => log(JSON.stringify({ level, message, ...about }));

  /** Sends what one queue gets, in order. @returns the first record that could not be sent */
  async function feed(queueUrl: string, messages: readonly Message[]): Promise<number> {
    for (const batch of batchesOf(messages)) {
      try {
        const { Failed = [] } = await sqs.sendMessageBatch({ QueueUrl: queueUrl, Entries: batch.map(entryOf) });
        if (Failed.length === 0) continue;
        const places = Failed.map((failure) => Number(failure.Id));
        report('error', 'a queue refused messages', { queueUrl, codes: Failed.map((failure) => failure.Code) });
        return Math.min(...places.map((place) => (batch[place] as Message).record));
      } catch (error) {
        report('error', 'a queue could not be reached', {
          queueUrl,
          error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        });
        return (batch[0] as Message).record;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Sees to what a delete leaves. @returns the record's place where that failed */
  async function seeToRest([place, record]: readonly [number, StreamRecord]): Promise<number> {
    const source = sources.get(tableOf(record));
    try {
      await (source && restOf(record, source.model))?.(context, { wait, report: (...of) => report('error', ...of) });
      return Number.POSITIVE_INFINITY;
    } catch (error) {
      report('error', 'what belonged to a deleted item could not be seen to: it is tried again', {
        model: source?.model.name,
        eventId: record.eventID,
        error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
      return place;
    }
  }

  return async ({ Records }) => {
    const outbox = new Map<string, Message[]>();
    for (const [place, record] of Records.entries()) {
      const source = sources.get(tableOf(record));
      const change = source && changeOf(record, source.model);
      if (change === undefined) continue;
      const wanting = source?.targets.filter(({ operations }) => operations.has(change.operation)) ?? [];
      for (const { function: name, queueUrl, deadLetterUrl } of wanting) {
        const trail = [...change.trail, name];
        const stopped = feedsItself(trail);
        if (stopped) {
          const { model, id, eventId } = change;
          report('error', 'a function that feeds itself was stopped: the change is in its dead-letter queue', {
            function: name,
            model,
            id,
            eventId,
            trail,
          });
        }
        const url = stopped ? deadLetterUrl : queueUrl;
        const messages = outbox.get(url) ?? [];
        outbox.set(url, messages);
        messages.push(messageOf({ ...change, trail }, place));
      }
    }

    const firsts = await Promise.all([...outbox].map(([queueUrl, messages]) => feed(queueUrl, messages)));
    // After the triggers, which do not wait for them.
    firsts.push(...(await inParallel([...Records.entries()], CASCADES_AT_ONCE, seeToRest)));
    const failed = Records[Math.min(...firsts)];
    report(failed ? 'error' : 'info', 'dispatched', {
      records: Records.length,
      queues: outbox.size,
      failedAt: failed?.dynamodb.SequenceNumber,
    });
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [] };
  };
}
