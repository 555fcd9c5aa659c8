import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Failure } from './errors.js';

/** A request as it goes out, signed. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Patience {
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connect: number;
  /** Milliseconds until the whole answer must be there. */
  readonly answer: number;
  readonly signal?: AbortSignal;
}

/**
 * Kept connections to one endpoint. `node:http` itself rather than `fetch`: half the CPU time a request, and it tells whether a
 * connection was used before, which a retry after a freeze of the function depends on.
 */
export class Connections {
  readonly #request: typeof http.request;
  readonly #agent: http.Agent;
  readonly #options: { hostname: string; port: string | undefined };
  readonly #ready: 'connect' | 'secureConnect';

  constructor(endpoint: URL) {
    const secure = endpoint.protocol === 'https:';
    const agentOptions = { keepAlive: true, maxSockets: 50 };
    this.#request = secure ? https.request : http.request;
    this.#agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
    this.#ready = secure ? 'secureConnect' : 'connect';
    this.#options = { hostname: endpoint.hostname.replace(/^\[|\]$/g, ''), port: endpoint.port || undefined };
  }

  /** Closes what is kept: after a freeze all of it may be as stale as the one that was tried. */
  dropIdle(): void {
    for (const sockets of Object.values(this.#agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }

  /**
   * Sends a request and reads the answer, whatever its status.
   * @throws Failure where no whole answer comes, or the signal's reason.
   */
  send({ body, ...head }: SignedRequest, { connect, answer, signal }: Patience): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let socket: Socket | undefined;
      let bytesBefore = 0;
      let sent = false;
      let connecting: NodeJS.Timeout | undefined;

      const request = this.#request({ ...this.#options, agent: this.#agent, ...head });
      const effect = () => (sent ? 'unknown' : 'none');
      const late = (what: string, ms: number) => Failure.unanswered('TimeoutError', `no ${what} within ${ms} ms`, { effect: effect() });
      const answering = setTimeout(() => fail(late('answer', answer)), answer);
      const settle = () => {
        clearTimeout(answering);
        clearTimeout(connecting);
        signal?.removeEventListener('abort', onAbort);
      };
      const fail = (reason: unknown) => {
        settle();
        reject(reason);
        request.destroy();
      };
      const onAbort = () => fail(signal?.reason);
      const onError = (error: Error) => {
        const stale = request.reusedSocket && socket?.bytesRead === bytesBefore;
        fail(Failure.unanswered('NetworkingError', error.message, { effect: effect(), stale, cause: error }));
      };

      signal?.addEventListener('abort', onAbort, { once: true });
      request.on('error', onError);
      request.on('socket', (assigned) => {
        socket = assigned;
        bytesBefore = assigned.bytesRead;
        sent = !assigned.connecting;
        if (sent) return;
        connecting = setTimeout(() => fail(late('connection', connect)), connect);
        assigned.once(this.#ready, () => {
          sent = true;
          clearTimeout(connecting);
        });
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', onError);
        response.on('end', () => {
          settle();
          const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes });
        });
      });
      request.end(body);
    });
  }
}
