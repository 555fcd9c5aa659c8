import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What the proxy does to one request. `-after` is when the target has carried it out: the answer exists, and does not arrive.
 * `wrong-crc` and `truncate` let it arrive damaged, `stall` never forwards nor answers.
 */
export type Fault =
  | 'reset-before'
  | 'reset-after'
  | 'error-before'
  | 'error-after'
  | 'throttle'
  | 'wrong-crc'
  | 'truncate'
  | 'stall'
  | 'stall-after';

export interface Seen {
  readonly operation: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly fault?: Fault;
  /** Which connection it came by: 0 for the first. */
  readonly connection: number;
}

export interface FaultyProxy {
  readonly url: string;
  /** Every request since the last `inject`, in order. */
  readonly seen: readonly Seen[];
  /** The faults of the next requests, one each; undefined lets one pass. Forgets what was seen. */
  inject(...faults: (Fault | undefined)[]): void;
  /** Whether requests whose date is more than five minutes off are refused, as AWS does. @default false */
  checkClock: boolean;
  close(): Promise<void>;
}

const FIVE_MINUTES = 300_000;

/** A proxy on loopback that breaks what passes through it as it is told. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const upstream = new http.Agent({ keepAlive: true });
  const connections = new Map<unknown, number>();
  const seen: Seen[] = [];
  let faults: (Fault | undefined)[] = [];

  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const operation =
      String(request.headers['x-amz-target'] ?? request.url)
        .split('.')
        .pop() ?? '';
    const connection = connections.get(request.socket) ?? -1;
    if (proxy.checkClock && Math.abs(dateOf(request.headers) - Date.now()) > FIVE_MINUTES) {
      seen.push({ operation, headers: request.headers, body: body.toString(), connection });
      return refuse(response, 400, 'InvalidSignatureException', 'Signature expired: it is not within 5 minutes');
    }
    const fault = faults.shift();
    seen.push({ operation, headers: request.headers, body: body.toString(), fault, connection });

    if (fault === 'reset-before') return request.socket.resetAndDestroy();
    if (fault === 'error-before') return refuse(response, 500, 'InternalServerError', 'injected');
    if (fault === 'throttle') return refuse(response, 400, 'ProvisionedThroughputExceededException', 'injected');
    if (fault === 'stall') return;

    const answer = await forward(target, upstream, request, body);
    if (fault === 'reset-after') return request.socket.resetAndDestroy();
    if (fault === 'error-after') return refuse(response, 500, 'InternalServerError', 'injected');
    if (fault === 'stall-after') return;
    const headers: http.OutgoingHttpHeaders = { ...answer.headers };
    if (fault === 'wrong-crc') headers['x-amz-crc32'] = '1';
    response.writeHead(answer.status, headers);
    if (fault !== 'truncate') return response.end(answer.body);
    response.write(answer.body.subarray(0, answer.body.length >> 1), () => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => connections.set(socket, connections.size));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    checkClock: false,
    inject(...next) {
      faults = next;
      seen.length = 0;
    },
    close() {
      upstream.destroy();
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return proxy;
}

function forward(target: string, agent: http.Agent, { url = '/', method, headers }: http.IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const request = http.request(new URL(url, target), { agent, method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function refuse(response: http.ServerResponse, status: number, name: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message }));
}

/** Milliseconds since the epoch of an `x-amz-date` such as 20250131T120000Z. */
function dateOf(headers: http.IncomingHttpHeaders): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
