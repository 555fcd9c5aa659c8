import type { Caller } from '../../../lib/manifest/index.js';
import { Problem } from '../problem.js';
import { isUuidv7 } from '../uuid.js';
import { readJson } from './body.js';
import { callerOf } from './caller.js';
import type { HttpEvent } from './event.js';

const NONE: ReadonlyMap<string, string> = new Map();

/** One call, read from API Gateway's event as far as it is asked for. */
export class Request {
  readonly #event: HttpEvent;
  readonly #ownerClaim: string;
  #caller?: Caller;

  constructor(
    event: HttpEvent,
    /** Whether it came by a guest route. */
    readonly guest: boolean,
    /** The claim that names an owner. */
    ownerClaim = 'sub',
  ) {
    this.#event = event;
    this.#ownerClaim = ownerClaim;
  }

  /** API Gateway's id of this call: the client finds it in `apigw-requestid`, the team in its logs. */
  get id(): string {
    return this.#event.requestContext.requestId;
  }

  /** @throws Problem `unauthenticated` */
  get caller(): Caller {
    this.#caller ??= callerOf(this.#event, this.guest, this.header('authorization'), this.#ownerClaim);
    return this.#caller;
  }

  /** A path parameter of the route; its name without the `+` of a greedy one. */
  path(name: string): string {
    return this.#event.pathParameters?.[name] ?? '';
  }

  get query(): ReadonlyMap<string, string> {
    const parameters = this.#event.queryStringParameters;
    return parameters ? new Map(Object.entries(parameters) as [string, string][]) : NONE;
  }

  /** @param name in lower case, as API Gateway sends them; another sender's are found too. */
  header(name: string): string | undefined {
    return headerOf(this.#event, name);
  }

  /** The body, parsed. @throws Problem 400, 413 or 415 */
  json(): unknown {
    return readJson(this.#event, this.header('content-type'));
  }

  /** The UUIDv7 of `Idempotency-Key`, in lower case. @throws Problem 400 for anything else */
  get idempotencyKey(): string | undefined {
    const key = this.header('idempotency-key')?.toLowerCase();
    if (key !== undefined && !isUuidv7(key)) throw new Problem('invalid-request', 'Idempotency-Key must be a UUID of version 7.');
    return key;
  }
}

export function headerOf({ headers = {} }: HttpEvent, name: string): string | undefined {
  const value = headers[name];
  if (value !== undefined) return value;
  for (const other in headers) if (other.length === name.length && other.toLowerCase() === name) return headers[other];
  return undefined;
}
