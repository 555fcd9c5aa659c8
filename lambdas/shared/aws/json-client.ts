import type { Service } from './endpoint.js';
import { type CallOptions, createTransport, type TransportOptions } from './transport.js';

/** A service of the AWS JSON protocol, called by the name of an operation. */
export type JsonClient = <Output>(operation: string, input: object, repeatable: boolean, options?: CallOptions) => Promise<Output>;

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function createJsonClient(service: Service & { target: string; version: '1.0' | '1.1' }, options: TransportOptions): JsonClient {
  const send = createTransport(service, options);
  const type = `application/x-amz-json-${service.version}`;
  return async (operation, input, repeatable, { signal, deadline } = {}) => {
    const headers = { 'Content-Type': type, 'X-Amz-Target': `${service.target}.${operation}` };
    const answer = await send({ headers, body: JSON.stringify(input), repeatable, signal, deadline });
    return JSON.parse(answer.body.toString());
  };
}
