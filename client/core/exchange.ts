import type { ClientOptions } from './config.js';
import { BackendError } from './error.js';

/** Milliseconds that all attempts of a call may take together, the waits between them included. */
const TOTAL = 60_000;
/** How often a call is sent at most, unless the client says otherwise. */
export const ATTEMPTS = 4;
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text where it is none; `undefined` where there is no body. */
  body: any;
  /** How often the request was sent until this answer came. */
  attempts: number;
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
      answer = { ...(await once(url, init, options)), attempts };
      if (!isPassing(answer, init.repeatable)) {
        return answer;
      }
    } catch (error) {
      failure = error;
    }
    const wait = jitter(attempts) + retryAfter(answer);
    const mayRepeat = answer || (failure instanceof BackendError && init.repeatable);
    if (!mayRepeat || attempts >= (options.attempts ?? ATTEMPTS) || Date.now() + wait > end) {
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
async function once(url: string, init: ExchangeInit, options: ClientOptions): Promise<Omit<Answer, 'attempts'>> {
  const { method, headers, body, signal } = init;
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const milliseconds = init.timeout ?? options.timeout ?? 10_000;
  let late = false;
  const giveUp = () => {
    late = true;
    controller.abort();
  };
  const timer = milliseconds ? setTimeout(giveUp, milliseconds) : undefined;
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
    throw late
      ? new BackendError('timed-out', `No answer within ${milliseconds} ms`, 0, { cause })
      : new BackendError('network', unreachable(url), 0, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Whether the same request may well succeed a little later. Cognito says "too many" with status 400. */
function isPassing({ status, body }: Answer, repeatable?: boolean): boolean {
  return status === 429 || /TooManyRequests/.test(body?.__type) || (!!repeatable && status > 501 && status < 505);
}

/** `Retry-After` in milliseconds; it holds seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(answer?: Answer): number {
  const value = answer?.headers.get('retry-after') ?? '';
  return Math.max(0, Number(value) * 1000 || Date.parse(value) - Date.now() || 0);
}

export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort);
  });
}

/** Names what could not be reached; `plinth dev` is what usually listens on this machine. */
function unreachable(url: string): string {
  const { origin, hostname } = new URL(url);
  const local = /^(localhost|127\.|\[::1\])/.test(hostname) || hostname.endsWith('.localhost');
  return `${origin} could not be reached${local ? ': is "plinth dev" running?' : ''}`;
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}
