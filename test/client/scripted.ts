import type { BackendConfig, Fetch } from '../../client/core/config';

export const CONFIG: BackendConfig = {
  apiUrl: 'https://api.test',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_PoolId123',
  userPoolClientId: 'client-id',
  backendId: 'shop',
};

/** One request, as the script saw it. */
export interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  /** Parsed where it is JSON. */
  body: any;
  signal?: AbortSignal;
}

/** What the script answers: a response, or a failure to get through. */
export type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

export function json(status: number, body?: unknown, headers: Record<string, string> = {}): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}

export function problem(status: number, code: string, more: Record<string, unknown> = {}): Response {
  return json(status, { type: `urn:plinth:problem:${code}`, title: code, status, ...more }, { 'content-type': 'application/problem+json' });
}

/** A `fetch` that answers from a script, in order, and the last line of it again and again; it keeps what was sent. */
export function script(...replies: Reply[]): Fetch & { sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const text = init.body;
    const request: Sent = {
      url,
      method: init.method ?? 'GET',
      headers: { ...(init.headers as Record<string, string>) },
      body: typeof text === 'string' ? JSON.parse(text) : text,
      signal: init.signal ?? undefined,
    };
    sent.push(request);
    const reply = replies[Math.min(sent.length, replies.length) - 1] as Reply;
    if (reply instanceof Error) {
      throw reply;
    }
    return typeof reply === 'function' ? reply(request) : reply.clone();
  };
  return Object.assign(fetch, { sent });
}

/** A `fetch` that never answers, and ends as the platform's does when it is aborted. */
export const silent: Fetch = (_url, init) =>
  new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));

/** An unsigned token with these claims. */
export function token(claims: Record<string, unknown>): string {
  const [header, payload] = [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${header}.${payload}.signature`;
}

export async function rejection(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
}
