import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { type Answer, Connections } from './connections.js';
import { endpointOf, type Service } from './endpoint.js';
import { credentialsOf, type Environment, regionOf } from './environment.js';
import { AwsError, Failure, isRetryable, isThrottle } from './errors.js';
import { backoff, RetryBudget } from './retry.js';
import { sign } from './sign.js';
import { textOf } from './xml.js';

export interface CallOptions {
  /** Ends the call with the signal's reason. */
  readonly signal?: AbortSignal;
  /** When the call must be over, retries included: milliseconds since the epoch. At most 10 s from now, which is the default. */
  readonly deadline?: number;
}

export interface Call extends CallOptions {
  /** @default 'POST' */
  readonly method?: string;
  /** With its query, percent-encoded as RFC 3986 has it. @default '/' */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether sending it again does no harm where it is unknown if the first was carried out. */
  readonly repeatable: boolean;
}

export interface TransportOptions {
  readonly environment: Environment;
  /** When every call must be over, whatever its own deadline says: as it is when the call begins. @default none */
  readonly deadline?: { readonly at: number };
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** 0 to 1, for the jitter. @default Math.random */
  readonly random?: () => number;
  /** Milliseconds for connecting, for one attempt, for the whole call; attempts. @default LIMITS */
  readonly limits?: Partial<typeof LIMITS>;
}

/** Sends a signed request; retries what may be retried. @throws AwsError, or the signal's reason. */
export type Transport = (call: Call) => Promise<Answer>;

export const LIMITS = { connect: 1_000, attempt: 3_000, total: 10_000, attempts: 4 };

/** By how many milliseconds the clock must be off for a refused signature to be the clock's fault: AWS allows five minutes. */
const SKEW = 4 * 60_000;

/** How services refuse a signature, a clock that is off among the reasons. */
const UNSIGNED = new Set(['InvalidSignatureException', 'RequestExpired', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch']);

export function createTransport(service: Service, options: TransportOptions): Transport {
  const { environment, now = Date.now, random = Math.random } = options;
  const limits = { ...LIMITS, ...options.limits };
  const endpoint = endpointOf(service, environment);
  const region = regionOf(environment);
  const basePath = endpoint.pathname.replace(/\/$/, '');
  const connections = new Connections(endpoint);
  const budget = new RetryBudget();
  /** How far the service's clock is ahead of ours. */
  let ahead = 0;

  async function attempt(call: Call, timeLeft: number): Promise<Answer> {
    if (timeLeft <= 0) throw Failure.unanswered('TimeoutError', 'the deadline has passed', { effect: 'none' });
    const { method = 'POST', body } = call;
    const path = basePath + (call.path ?? '/');
    const unsigned = { service: service.name, region, host: endpoint.host, method, path, headers: call.headers, body };
    const headers = sign(unsigned, credentialsOf(environment), now() + ahead);
    const patience = { connect: limits.connect, answer: Math.min(limits.attempt, timeLeft), signal: call.signal };
    const answer = await connections.send({ method, path, headers, body }, patience);
    if (!isIntact(answer)) throw Failure.unanswered('NetworkingError', 'the answer does not match its x-amz-crc32', { effect: 'unknown' });
    if (answer.status >= 300) throw refused(answer);
    return answer;
  }

  return async (call) => {
    const deadline = Math.min(
      now() + limits.total,
      call.deadline ?? Number.POSITIVE_INFINITY,
      options.deadline?.at ?? Number.POSITIVE_INFINITY,
    );
    const once = { stale: false, skewed: false };
    let owed = 0;
    for (let sent = 1, retries = 0; ; sent++) {
      call.signal?.throwIfAborted();
      try {
        const answer = await attempt(call, deadline - now());
        budget.give(owed || 1);
        return answer;
      } catch (failure) {
        if (!(failure instanceof Failure)) throw failure;
        const { error, effect, stale, date } = failure;
        error.attempts = sent;
        error.retryable &&= call.repeatable || effect === 'none';

        if (!once.skewed && UNSIGNED.has(error.name) && Math.abs(date - now() - ahead) > SKEW) {
          once.skewed = true;
          ahead = date - now();
          continue;
        }
        if (!error.retryable) throw error;
        if (stale && !once.stale) {
          once.stale = true;
          connections.dropIdle();
          continue;
        }
        const throttled = isThrottle(error.name, error.status);
        const cost = error.name === 'TimeoutError' ? 10 : 5;
        const wait = backoff({ name: error.name, throttled }, ++retries, random());
        if (retries >= limits.attempts || now() + wait >= deadline || !budget.take(cost)) throw error;
        owed += cost;
        await sleep(wait, undefined, { signal: call.signal }).catch(() => undefined);
      }
    }
  };
}

/** Reads the error that a service answered: its name stands in a header (REST) or in `__type` (JSON), after a namespace, or in `<Code>` (XML). */
function refused({ status, headers, body }: Answer): Failure {
  const fields = fieldsOf(body.toString());
  const type = String(headers['x-amzn-errortype'] ?? fields.__type ?? fields.code ?? '');
  const name = type.split(':')[0]?.split('#').pop() || `Http${status}`;
  const message = String(fields.message ?? fields.Message ?? name);
  const error = new AwsError({ name, message, status, retryable: isRetryable(name, status), fields });
  const effect = status >= 500 && !isThrottle(name, status) ? 'unknown' : 'none';
  return new Failure(error, { effect, date: Date.parse(headers.date ?? '') });
}

function fieldsOf(body: string): Record<string, unknown> {
  if (body.startsWith('<')) return { code: textOf(body, 'Code'), message: textOf(body, 'Message') };
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    // Something between us and the service answered; its status is all there is.
    return {};
  }
}

/** DynamoDB sends the CRC-32 of each body. `zlib.crc32` is there from Node 20.15. */
function isIntact({ headers, body }: Answer): boolean {
  const sum = headers['x-amz-crc32'];
  return sum === undefined || zlib.crc32 === undefined || zlib.crc32(body) === Number(sum);
}
