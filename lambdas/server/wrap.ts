import { callFunction, functionIn } from '../functions/engine.js';
import { createS3, type S3 } from '../shared/aws/s3.js';
import { type LambdaContext, TO_SAY_SO } from '../shared/deadline.js';
import { type Context, openAtInit } from '../shared/entry.js';
import type { CallEvent } from '../shared/events.js';
import { type HttpAnswer, type HttpEvent, httpHandler, json } from '../shared/http/index.js';
import { describeError } from '../shared/log.js';
import { Problem } from '../shared/problem.js';
import { processContext } from './context.js';
import { isGuestRoute, isOfAdmin } from './server.js';
import { type BatchResponse, eventOf, type Head, runTriggers, type SqsEvent } from './triggers.js';

/** A user's function, as its entry file exports it. */
export type OwnHandler = (event: any) => unknown;

/**
 * The Lambda handler around a user's function: Plinth bundles an entry file with it. It answers a client's call as the manifest says
 * (rule, input, output), takes a trigger's queue message by message, and is all that API Gateway and SQS see.
 * @param own gets a CallEvent, ChangeEvent, FileEvent or ScheduleEvent
 * @param name as declared
 */
export function wrap(
  own: OwnHandler,
  name: string,
): (event: HttpEvent | SqsEvent, context: LambdaContext) => Promise<HttpAnswer | BatchResponse> {
  return openAtInit(async () => wrapped(own, name, await processContext()));
}

export function wrapped(own: OwnHandler, name: string, context: Context, log: (line: string) => void = console.log, s3?: S3) {
  const { manifest } = context;
  /** Made when first needed: a function that no file triggers asks S3 nothing. */
  const head: Head = (bucket, key) => (s3 ??= createS3(context)).headObject(bucket, key);

  const callWithin = (milliseconds: number) =>
    httpHandler({
      ownerClaim: manifest.auth?.ownerClaim,
      log,
      // Whatever leads here is a call of this function: API Gateway's route names it.
      router: (routeKey) => ({
        guest: isGuestRoute(routeKey),
        route: async (request) => {
          const { caller, id: requestId } = request;
          const run = (event: CallEvent) => inTime(runForCaller(event), milliseconds);
          return json(await callFunction(functionIn(manifest, name), { caller, requestId, input: request.json() }, run));
        },
      }),
    });

  async function runForCaller(event: CallEvent): Promise<unknown> {
    try {
      return await own(event);
    } catch (error) {
      throw isOfAdmin(error) ? new Error('It was refused something as admin.', { cause: error }) : error;
    }
  }

  async function runForQueue(event: SqsEvent): Promise<BatchResponse> {
    const started = performance.now();
    const answer = await runTriggers(
      event,
      async (record) => own(await eventOf(record, name, head)),
      (record, error) => log(JSON.stringify({ level: 'error', function: name, messageId: record.messageId, error: describeError(error) })),
    );
    const { length: records } = event.Records;
    const ms = Math.round((performance.now() - started) * 10) / 10;
    log(JSON.stringify({ level: 'info', function: name, records, failed: answer.batchItemFailures.length, ms }));
    return answer;
  }

  return async (event: HttpEvent | SqsEvent, context: LambdaContext): Promise<HttpAnswer | BatchResponse> => {
    if ('Records' in event) return runForQueue(event);
    if ('routeKey' in event) return callWithin(context.getRemainingTimeInMillis() - TO_SAY_SO)(event);
    throw new Error(`The function ${name} is called by API Gateway or by the queue of a trigger, and this event is of neither.`);
  };
}

/** @throws Problem `timed-out` where it takes longer; it goes on nonetheless */
async function inTime<T>(running: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('timed-out')), milliseconds);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
