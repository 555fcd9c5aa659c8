import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

export interface StubRequest {
  readonly path: string;
  readonly target: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body: unknown;
}

/** An AWS service on loopback that answers what it is told to; `requests` has what it was asked. */
export async function startStubService(answer: (request: StubRequest) => StubAnswer = () => ({ body: {} })) {
  const requests: StubRequest[] = [];
  const stub = { url: '', requests, answer, close };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = {
      path: request.url ?? '/',
      target: String(request.headers['x-amz-target'] ?? ''),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(asked);
    const { status = 200, headers = {}, body } = stub.answer(asked);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amz-crc32': crc32(text), ...headers });
    response.end(text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;

  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((closed) => server.close(() => closed()));
  }
}
