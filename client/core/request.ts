import { type BackendConfig, type ClientOptions, type FieldProblem, requireConfig, type TokenProvider } from './config.js';
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
  headers?: Record<string, string>;
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

export interface Send {
  /** Makes a call and gives the body of its answer. */
  (call: Call): Promise<any>;
  /** A new key for one write, by the server's clock as far as it is known. */
  key(): string;
}

/** Milliseconds that a clock may be wrong: answers take their time, and `Date` is in seconds. */
const TOLERANCE = 30_000;

/** Codes by status for answers that no handler of ours wrote: API Gateway's `{"message"}`, a proxy's page. */
const CODES: Record<number, string> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
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
  requireConfig(config, 'apiUrl');
  /** Milliseconds that the server's clock is ahead of this device's. */
  let ahead = 0;

  async function send(call: Call): Promise<any> {
    const headers: Record<string, string> = { 'Plinth-Manifest': manifest, ...call.headers };
    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    const attempt = (bearer?: string): Promise<Answer> => {
      if (bearer) {
        headers.Authorization = `Bearer ${bearer}`;
      } else if (!call.guest) {
        throw new BackendError('unauthenticated', 'Sign in first', 401);
      }
      const url = config.apiUrl + (bearer ? '' : '/guest') + pathOf(call);
      return exchange(url, { repeatable: true, ...call, headers, body: JSON.stringify(call.body) }, options);
    };
    for (let corrected = false; ; corrected = true) {
      if (call.method !== 'GET') {
        headers['Idempotency-Key'] = send.key();
      }
      const bearer = await token();
      let answer = await attempt(bearer);
      const other = bearer && answer.status === 401 ? await token(bearer) : bearer;
      if (other && other !== bearer) {
        answer = await attempt(other);
      }
      // Where there is no date, nothing is different.
      const difference = Date.parse(answer.headers.get('date') as string) - Date.now();
      ahead = Math.abs(difference) > TOLERANCE ? difference : 0;
      if (answer.status < 300) {
        return answer.body;
      }
      const error = errorOf(answer.status, answer.body, answer.headers);
      if (error.code !== 'stale-key' || corrected) {
        throw error;
      }
    }
  }

  send.key = () => uuidv7(Date.now() + ahead);
  return send;
}

function pathOf({ path, query = {} }: Call): string {
  for (const segment of path) {
    // An empty or dotted segment would be another route: URLs resolve `..`, escaped or not.
    if (typeof segment !== 'string' || /^\.{0,2}$/.test(segment)) {
      throw new BackendError('invalid-request', `An id or name cannot be ${JSON.stringify(segment)}`);
    }
  }
  const text = path.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      // A filter is JSON, a moment the text that it is stored as.
      search.append(name, typeof value === 'object' ? JSON.stringify(value).replace(/^"|"$/g, '') : String(value));
    }
  }
  return `${search}` ? `${text}?${search}` : text;
}

/** What a problem document says, or what an answer has in its place. */
export function errorOf(status: number, body: any, headers?: Headers): BackendError {
  const code = String(body?.type).split('urn:plinth:problem:')[1] ?? CODES[status] ?? (status < 500 ? 'invalid-request' : 'internal');
  return new BackendError(code, body?.detail ?? body?.title ?? body?.message ?? `Status ${status}`, status, {
    problems: body?.errors,
    requestId: body?.requestId ?? headers?.get('apigw-requestid') ?? undefined,
    current: body?.current,
  });
}

/** Refuses what a check found wrong, with the same error as the server's. */
export function refuse(problems: readonly FieldProblem[] | undefined): void {
  if (problems?.length) {
    throw new BackendError('validation-failed', 'Some fields are not valid', 422, { problems });
  }
}
