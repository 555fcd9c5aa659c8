import type { CallOptions, ClientOptions } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { refuse, type Send } from '../core/request.js';

export interface FunctionOptions extends CallOptions {
  /** Whether the function may run twice for one call, so that a call without an answer is sent again. @default false */
  repeatable?: boolean;
}

/** Milliseconds: API Gateway ends a call after 30,000, and its answer says more than our silence. */
const TIMEOUT = 35_000;
/** Milliseconds after which API Gateway's "Service Unavailable" means that the function was still running; before, that it could not be called. */
const GIVEN_UP = 28_000;

/** One function of the backend's. */
export function createFunction(send: Send, name: string, guest: boolean, options: ClientOptions = {}): any {
  return async (input: unknown = {}, { signal, repeatable = false }: FunctionOptions = {}) => {
    refuse(options.checks?.call(name, input));
    const timeout = options.timeout ?? TIMEOUT;
    const start = Date.now();
    try {
      return await send({ method: 'POST', path: ['functions', name], body: input, signal, guest, repeatable, timeout });
    } catch (error) {
      throw (error as BackendError).status === 503 && Date.now() - start > GIVEN_UP
        ? new BackendError('timed-out', 'The function did not answer in time', 503, error as BackendError)
        : error;
    }
  };
}
