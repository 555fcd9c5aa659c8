import type { BackendConfig, ClientOptions, FieldProblem, TokenProvider } from './config.js';
import { BackendError } from './error.js';
import { type Answer, exchange } from './exchange.js';
import { uuidv7 } from './uuid.js';

/** One call of the API. */
export interface Call {
  method: string;
  /** Its segments, decoded. */
  path: string[];
  query?: Record<string, unknown>;
  body?: unknown;
  ifVersion?: number;
  signal?: AbortSignal;
  /** Whether the API has a guest's route for it. */
  guest?: boolean;
  /**
   * Whether sending twice does no harm. Reads do none, nor do writes, since every attempt carries the same `Idempotency-Key`.
   * @default true
   */
  repeatable?: boolean;
  timeout?: number;
}

/** Makes a call and gives the body of its answer. */
export type Send = (call: Call) => Promise<any>;

/** Codes by status for answers that no handler of ours wrote: API Gateway's `{"message"}`, a proxy's page. */
const CODES: Record<number, string> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  429: 'too-many-requests',
  503: 'unavailable',
  504: 'timed-out',
};

/**
 * Calls an API with the tokens that `token` gives. Without one only guests' routes are called; after a 401 another token is
 * asked for once. `manifest` is the hash of the manifest that the client was generated from.
 */
export function createSend(config: BackendConfig, manifest: string, token: TokenProvider, options: ClientOptions = {}): Send {
  return async (call) => {
    const isWrite = call.method !== 'GET';
    const headers: Record<string, string> = { 'Plinth-Manifest': manifest };
    if (isWrite) {
      headers['Idempotency-Key'] = uuidv7();
    }
    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (call.ifVersion !== undefined) {
      headers['If-Match'] = `"${call.ifVersion}"`;
    }
    const send = (bearer?: string) => {
      if (bearer) {
        headers.Authorization = `Bearer ${bearer}`;
      } else if (!call.guest) {
        throw new BackendError('unauthenticated', 'Sign in first', 401);
      }
      const url = config.apiUrl + (bearer ? '' : '/guest') + pathOf(call);
      return exchange(url, { repeatable: true, ...call, headers, body: JSON.stringify(call.body) }, options);
    };

    let bearer = await token();
    let answer = await send(bearer);
    if (answer.status === 401 && bearer) {
      const rejected = bearer;
      bearer = await token(rejected);
      if (bearer && bearer !== rejected) {
        answer = await send(bearer);
      }
    }
    // A delete that is sent again, since its answer was lost, finds nothing left to do.
    if (answer.status === 404 && call.method === 'DELETE' && answer.attempts > 1) {
      return undefined;
    }
    if (answer.status > 299) {
      throw errorOf(answer);
    }
    return answer.body;
  };
}

function pathOf({ path, query = {} }: Call): string {
  // An empty or dotted segment would be another route: URLs resolve `..`, escaped or not.
  if (path.some((segment) => /^\.{0,2}$/.test(segment))) {
    throw new BackendError('invalid-request', 'An id or a name may not be empty, nor may a part of it be "." or ".."');
  }
  const text = path.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.append(name, value instanceof Date ? value.toISOString() : String(value));
    }
  }
  return `${search}` ? `${text}?${search}` : text;
}

function errorOf({ status, headers, body }: Answer): BackendError {
  const code = /^urn:plinth:problem:(.+)/.exec(body?.type)?.[1] ?? CODES[status] ?? (status < 500 ? 'invalid-request' : 'internal');
  return new BackendError(code, body?.detail ?? body?.title ?? body?.message ?? `Status ${status}`, status, {
    fields: byPointer(body?.errors),
    requestId: body?.requestId ?? headers.get('apigw-requestid') ?? undefined,
    current: body?.current,
  });
}

function byPointer(problems: readonly FieldProblem[] = []): Record<string, string> {
  return Object.fromEntries(problems.map(({ pointer, detail }) => [pointer, detail]));
}

/** Refuses what a check found wrong, with the same error as the server's. */
export function refuse(problems: readonly FieldProblem[] | undefined): void {
  if (problems?.length) {
    throw new BackendError('validation-failed', 'Some fields are not valid', 422, { fields: byPointer(problems) });
  }
}
