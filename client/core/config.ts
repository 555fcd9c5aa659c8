import { BackendError } from './error.js';
import type { BackendStorage } from './storage.js';

/** Where a backend is: what `plinth config` writes and the output `PlinthConfig` holds. It is public and holds no secret. */
export interface BackendConfig {
  /** The HTTP API, without a slash at its end. */
  apiUrl: string;
  /** The Region of the user pool, like `eu-west-1`. */
  region?: string;
  userPoolId?: string;
  userPoolClientId?: string;
  /** Where Cognito answers. @default `https://cognito-idp.{region}.amazonaws.com` */
  cognitoEndpoint?: string;
  backendId?: string;
}

/** What is sent where; `globalThis.fetch` is one. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * Gives the access token of a call, `undefined` for a guest. `rejected` is a token that the API has just refused (401):
 * give another one, and the call is repeated once.
 */
export type TokenProvider = (rejected?: string) => string | undefined | Promise<string | undefined>;

/** One field that is not valid: a JSON pointer (RFC 6901) into what was sent, and what is wrong with it. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
  /** Of a part of a transaction: why it was refused. */
  readonly code?: string;
}

/** The checks of `checks.js`: the server's own, run before anything is sent. */
export interface Checks {
  create(model: string, values: unknown): readonly FieldProblem[];
  update(model: string, patch: unknown): readonly FieldProblem[];
  call(name: string, input: unknown): readonly FieldProblem[];
}

export interface ClientOptions {
  /** Where the session and the device's registration are kept. @default web storage in a browser, memory elsewhere */
  storage?: BackendStorage;
  /** Gives access tokens where sign-in is not ours; in its presence `auth` has no part in calls. */
  token?: TokenProvider;
  /** Checks before sending: the `checks` of `checks.js`. @default the server alone checks */
  checks?: Checks;
  /** @default `globalThis.fetch` */
  fetch?: Fetch;
  /** How often a call is sent at most, the first time included. @default 4 */
  attempts?: number;
  /** Milliseconds that one attempt may take. @default 10,000; 35,000 for functions, which API Gateway ends after 30,000 */
  timeout?: number;
}

/** What every call takes. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason, an `AbortError` unless said otherwise. */
  signal?: AbortSignal;
}

/** @throws BackendError where the configuration lacks what a capability needs */
export function requireConfig(config: BackendConfig, name: keyof BackendConfig): void {
  if (!config[name]) {
    throw new BackendError('invalid-request', `config.${name} is missing: "plinth config" writes it`);
  }
}
