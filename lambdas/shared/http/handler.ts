import { HEADERS } from '../../../lib/manifest/index.js';
import { AwsError, isThrottle } from '../aws/errors.js';
import type { Deadline, LambdaContext } from '../deadline.js';
import { describeError } from '../log.js';
import { Problem } from '../problem.js';
import { problemAnswer } from './answer.js';
import type { HttpAnswer, HttpEvent } from './event.js';
import { headerOf, Request } from './request.js';
import type { Router } from './router.js';

const MANIFEST_HEADER = HEADERS.manifest.toLowerCase();

export interface HandlerOptions {
  readonly router: Router;
  /** The claim that names an owner. @default 'sub' */
  readonly ownerClaim?: string;
  /** Begun with each call. @default none: it may take what it takes */
  readonly deadline?: Deadline;
  /** Receives a line of JSON a call. @default console.log */
  readonly log?: (line: string) => void;
  /** Milliseconds. @default performance.now */
  readonly now?: () => number;
}

export type HttpHandler = (event: HttpEvent, context?: LambdaContext) => Promise<HttpAnswer>;

/**
 * A Lambda handler for routes: it finds the route, and makes an answer of whatever is thrown. Only a Problem tells the caller what was
 * wrong; all else is `internal`, with its details in the log alone.
 *
 * It logs one line for each call, good ones too: teams count and time calls by it, and the local emulator waits 50 ms for a line.
 */
export function httpHandler({
  router,
  ownerClaim,
  deadline,
  log = console.log,
  now = () => performance.now(),
}: HandlerOptions): HttpHandler {
  return async (event, context) => {
    const started = now();
    deadline?.begin(context);
    const requestId = event.requestContext.requestId;
    let answer: HttpAnswer;
    let failure: unknown;
    try {
      const match = router(event.routeKey);
      if (!match) throw new Problem('not-found', `There is no route ${event.routeKey}.`);
      answer = await match.route(new Request(event, match.guest, ownerClaim));
    } catch (error) {
      const problem = problemOf(error);
      answer = problemAnswer(problem, requestId);
      if (problem.status >= 500 || error !== problem) failure = causeOf(error);
    }
    const { statusCode: status } = answer;
    const ms = Math.round((now() - started) * 10) / 10;
    log(
      JSON.stringify({
        level: status < 500 ? 'info' : 'error',
        route: event.routeKey,
        status,
        ms,
        requestId,
        manifest: clientManifest(event),
        error: failure && describeError(failure),
      }),
    );
    return answer;
  };
}

/** The hash of the manifest that the client was generated from. Anyone may send anything, so only what may be one is logged. */
function clientManifest(event: HttpEvent): string | undefined {
  const hash = headerOf(event, MANIFEST_HEADER);
  return hash !== undefined && /^[a-z0-9]{1,32}$/.test(hash) ? hash : undefined;
}

/** What a person looks for in the log: not that something failed, which the status says, but what it was. */
function causeOf(error: unknown): unknown {
  return error instanceof Problem && error.cause !== undefined ? error.cause : error;
}

/** What the caller is told of an error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AwsError) {
    if (isThrottle(error.name, error.status)) return new Problem('too-many-requests', undefined, { retryAfter: 1 });
    // No answer, or one of the service's own failures: whether a write happened is unknown, the idempotency key makes a retry safe.
    if (error.retryable || error.status === 0 || error.status >= 500) return new Problem('unavailable', undefined, { retryAfter: 1 });
  }
  return new Problem('internal');
}
