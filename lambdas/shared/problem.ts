import { type FieldProblem, PROBLEMS, type ProblemCode } from '../../lib/manifest/index.js';

export interface ProblemDetails {
  /** The fields that are not valid. */
  readonly errors?: readonly FieldProblem[];
  /** With `version-mismatch`: the item as it is now, where the caller may read it. */
  readonly current?: unknown;
  /** Seconds after which another try may succeed. */
  readonly retryAfter?: number;
  /** What went wrong, for the log alone. */
  readonly cause?: unknown;
}

/**
 * A refusal that the caller is told of: the only kind of error whose text leaves a handler. Thrown anywhere, by engines too, which know
 * no HTTP: over HTTP it becomes `application/problem+json`, inside a user's function it is what `asCaller` throws.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** The HTTP status that belongs to the code. */
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    /** One sentence for the caller: what is wrong with this request, and what would be right. */
    readonly detail?: string,
    readonly details: ProblemDetails = {},
  ) {
    super(detail ?? PROBLEMS[code].title, { cause: details.cause });
    this.status = PROBLEMS[code].status;
  }
}

/** @throws Problem `validation-failed` when there are any. */
export function requireValid(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw new Problem('validation-failed', undefined, { errors });
}
