import type { FieldProblem } from './config.js';

/** What can go wrong, as stable words. A newer backend may answer with others. */
export type ErrorCode =
  // of the API (https://www.rfc-editor.org/rfc/rfc9457 problem types)
  | 'invalid-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'in-use'
  | 'transaction-refused'
  | 'condition-failed'
  | 'version-mismatch'
  | 'too-large'
  | 'unsupported-media-type'
  | 'validation-failed'
  | 'stale-key'
  | 'key-reused'
  | 'too-many-requests'
  | 'internal'
  | 'function-failed'
  | 'unavailable'
  | 'timed-out'
  // of the way there
  | 'network'
  // of sign-in
  | 'wrong-credentials'
  | 'not-confirmed'
  | 'already-confirmed'
  | 'alias-exists'
  | 'code-mismatch'
  | 'code-expired'
  | 'invalid-password'
  | 'limit-exceeded'
  | 'password-reset-required'
  | 'new-password-required'
  | 'refused'
  // of push
  | 'not-registered'
  | (string & {});

export interface ErrorDetails {
  problems?: readonly FieldProblem[];
  requestId?: string;
  current?: unknown;
  cause?: unknown;
}

/** The one error of every call, but for an aborted one, which rejects with its signal's reason. */
export class BackendError extends Error {
  /** What went wrong, as a stable word: decide by it, not by the message. */
  declare readonly code: ErrorCode;
  /** The HTTP status; 0 where there was no answer. */
  declare readonly status: number;
  /** What is wrong with what was sent, by JSON pointer: `{ '/title': 'is required' }`. */
  declare readonly fields: Record<string, string>;
  /** The same as a list. With `transaction-refused` each has the `code` of why: `/actions/1` is that of the second. */
  declare readonly problems: readonly FieldProblem[];
  /** Names this request in the backend's logs. */
  declare readonly requestId?: string;
  /** With `version-mismatch` and `condition-failed`: the item as it is now, where the caller may read it. */
  declare readonly current?: unknown;

  /** Each generated client has a class of its own; an error of one is an error of all. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return (value as Error | undefined)?.name === 'BackendError';
  }

  constructor(code: ErrorCode, message: string, status = 0, details: ErrorDetails = {}) {
    const { problems = [] } = details;
    const [first] = problems;
    // What is wrong first of all is in the message, for where that alone is seen.
    super(first ? `${message} (${first.pointer} ${first.detail})` : message);
    const fields = Object.fromEntries(problems.map(({ pointer, detail }) => [pointer, detail]));
    Object.assign(this, { ...details, name: 'BackendError', code, status, problems, fields });
  }
}
