import type { ClientOptions } from './config.js';
import { BackendError } from './error.js';

/** Milliseconds that all attempts of a call may take together, the waits between them included. */
const TOTAL = 60_000;
/** How often a call is sent at most, unless the client says otherwise. */
export const ATTEMPTS = 4;
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/** Where `plinth dev` listens. */
const ON_THIS_MACHINE = /\/\/[^/]*(localhost|127\.0)/;

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text where it is none; `undefined` where there is no body. */
  body: any;
}

export interface ExchangeInit {
  method: string;
  headers: Record<string, string>;
  body?: BodyInit;
  signal?: AbortSignal;
  /** Whether sending twice does no harm. Where it might, only what certainly did not run is sent again: a 429. */
  repeatable?: boolean;
  /** Milliseconds an attempt may take, 0 for as long as it needs. @default the client's, or 10,000 */
  timeout?: number;
  /** How the bytes travel. @default by `fetch` */
  send?: (signal: AbortSignal) => Promise<Response>;
}

/**
 * Sends a request until an answer comes that another attempt would not better, and waits between attempts with full jitter
 * (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/), or as long as `Retry-After` says.
 *
 * @throws BackendError `network` or `timed-out` where no answer came; the signal's reason where it was aborted
 */
export async function exchange(url: string, init: ExchangeInit, options: ClientOptions = {}): Promise<Answer> {
  const end = Date.now() + TOTAL;
  for (let attempts = 1; ; attempts++) {
    let answer: Answer | undefined;
    let failure: unknown;
    try {
      answer = await once(url, init, options);
    } catch (error) {
      failure = error;
    }
    const wait = jitter(attempts) + retryAfter(answer);
    const mayPass = answer ? isPassing(answer, init.repeatable) : init.repeatable && failure instanceof BackendError;
    if (!mayPass || attempts >= (options.attempts ?? ATTEMPTS) || Date.now() + wait > end) {
      if (answer) {
        return answer;
      }
      throw failure;
    }
    await pause(wait, init.signal);
  }
}

/** Milliseconds to wait before another attempt. */
export const jitter = (attempts: number) => Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);

/** One attempt, from the first byte sent to the last one read. */
async function once(url: string, init: ExchangeInit, options: ClientOptions): Promise<Answer> {
  const { method, headers, body, signal } = init;
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const milliseconds = init.timeout ?? options.timeout ?? 10_000;
  let late: BackendError | undefined;
  const giveUp = () => {
    late = new BackendError('timed-out', `No answer within ${milliseconds} ms`);
    controller.abort();
  };
  const timer = milliseconds && setTimeout(giveUp, milliseconds);
  try {
    if (signal?.aborted) {
      throw signal.reason;
    }
    signal?.addEventListener('abort', abort);
    const response = await (init.send
      ? init.send(controller.signal)
      : (options.fetch ?? fetch)(url, { method, headers, body, signal: controller.signal }));
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  } catch (cause) {
    if (signal?.aborted) {
      throw signal.reason;
    }
    const hint = ON_THIS_MACHINE.test(url) ? ': is "plinth dev" running?' : '';
    throw late ?? new BackendError('network', `${url.split('?')[0]} could not be reached${hint}`, 0, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Whether the same request may well succeed a little later. Cognito says "too many" with status 400. */
export function isPassing({ status, body }: Pick<Answer, 'status' | 'body'>, repeatable?: boolean): boolean {
  return status === 429 || /TooManyRequests/.test(body?.__type) || (!!repeatable && status > 501 && status < 505);
}

/** `Retry-After` in milliseconds; it holds seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(answer?: Answer): number {
  const value = answer?.headers.get('retry-after') as string;
  return Math.max(0, Number(value) * 1000 || Date.parse(value) - Date.now() || 0);
}

/** Waits, not beyond the signal: what comes next sees that it is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}
