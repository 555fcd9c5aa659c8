import { AwsError, isThrottle } from '../shared/aws/errors.js';
import type { Lambda } from '../shared/aws/lambda.js';
import type { CallEvent } from '../shared/events.js';
import { Problem } from '../shared/problem.js';

/** Milliseconds that a function may take: our own has 29 s, API Gateway 30. */
export const MAX_WAIT = 28_000;

/** Characters of a function's own error that our log keeps. */
const MAX_LOGGED = 4_000;

/** Characters of an output: within the 6 MB that a Lambda function answers, once it is text within JSON. */
const MAX_OUTPUT = 3_000_000;

/**
 * The end of Lambda's own message where a function's time-out ended it: nothing else tells it from an error of the function's.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
const TIMED_OUT = /Task timed out after [\d.]+ seconds"/;

/**
 * Calls a Lambda function and waits for what it returns.
 * @param deadline milliseconds since the epoch
 * @throws Error with the function's own error, for the log
 * @throws Problem `timed-out` where its own time-out or the deadline ended it; `too-many-requests`, `unavailable`, `internal` where
 * Lambda itself refused
 */
export async function invoke(lambda: Lambda, arn: string, event: CallEvent, deadline: number): Promise<unknown> {
  const { payload, functionError } = await lambda.invoke(arn, JSON.stringify(event), { deadline }).catch((error) => {
    throw refusal(error);
  });
  if (functionError !== undefined) {
    const cause = new Error(`${functionError} error of ${arn}: ${payload.slice(0, MAX_LOGGED)}`);
    throw TIMED_OUT.test(payload) ? new Problem('timed-out', undefined, { cause }) : cause;
  }
  if (payload.length > MAX_OUTPUT) throw new Error(`its output has ${payload.length} characters, and may have ${MAX_OUTPUT}`);
  return JSON.parse(payload);
}

/** That Lambda did not get to it is not the function's failure. */
function refusal(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.name === 'TimeoutError') return new Problem('timed-out', undefined, { cause: error });
  if (isThrottle(error.name, error.status)) return new Problem('too-many-requests', undefined, { retryAfter: 1, cause: error });
  if (error.status === 0 || error.status >= 500) return new Problem('unavailable', undefined, { retryAfter: 1, cause: error });
  return new Problem('internal', undefined, { cause: error });
}
