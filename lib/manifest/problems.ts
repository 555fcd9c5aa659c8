/**
 * Every kind of error that a handler answers with, as `application/problem+json` (RFC 9457).
 * `type` is `urn:plinth:problem:<code>`; the client's error carries the code.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request cannot be understood' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'No rule admits you to this' },
  'not-found': { status: 404, title: 'There is no such thing, or not for you' },
  conflict: { status: 409, title: 'The id or a unique value is taken' },
  /** Its `errors` say which field of the other is in the way, or which of several writes. */
  'in-use': { status: 409, title: 'Other items refer to it' },
  'transaction-refused': { status: 409, title: 'A part of the transaction was refused' },
  'condition-failed': { status: 412, title: 'The item is not as you wanted it' },
  'version-mismatch': { status: 412, title: 'The item has changed since you read it' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'validation-failed': { status: 422, title: 'Some fields are not valid' },
  /** The `Idempotency-Key`, which says when it was made, is not of now: the client's clock is wrong, and `Date` says by how much. */
  'stale-key': { status: 422, title: 'The Idempotency-Key is not of now' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used with something else' },
  'too-many-requests': { status: 429, title: 'Slow down and try again' },
  internal: { status: 500, title: 'The server failed' },
  'function-failed': { status: 502, title: 'The function failed' },
  unavailable: { status: 503, title: 'Try again shortly' },
  'timed-out': { status: 504, title: 'No answer in time' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_TYPE_PREFIX = 'urn:plinth:problem:';

/** One field that is not valid: a JSON pointer (RFC 6901) into the body, or `?name` for a query parameter, and what is wrong with it. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
  /** Of a part of a transaction: why it was refused. */
  readonly code?: ProblemCode;
}

/** The body of every error that a handler answers with. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldProblem[];
  /** With 412: the current item, where the caller may read it. */
  readonly current?: unknown;
}
