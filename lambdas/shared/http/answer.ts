import { PROBLEM_TYPE_PREFIX, PROBLEMS, type ProblemBody } from '../../../lib/manifest/index.js';
import type { Problem } from '../problem.js';
import type { HttpAnswer } from './event.js';

type Headers = Readonly<Record<string, string>>;

export function json(body: unknown, headers?: Headers, statusCode = 200): HttpAnswer {
  return jsonText(JSON.stringify(body), headers, statusCode);
}

/** The same of what is JSON already. */
export function jsonText(body: string, headers?: Headers, statusCode = 200): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** @param location the path of what was made, as in `/data/notes/0198…` */
export function created(body: unknown, location: string, headers?: Headers): HttpAnswer {
  return json(body, { location, ...headers }, 201);
}

export function noContent(headers: Headers = {}): HttpAnswer {
  return { statusCode: 204, headers };
}

/** What was asked for is under way. @see https://www.rfc-editor.org/rfc/rfc9110#name-202-accepted */
export function accepted(headers: Headers = {}): HttpAnswer {
  return { statusCode: 202, headers };
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export function problemBody({ code, status, detail, details: { errors, current } }: Problem, requestId: string): ProblemBody {
  return { type: PROBLEM_TYPE_PREFIX + code, title: PROBLEMS[code].title, status, detail, requestId, errors, current };
}

export function problemAnswer(problem: Problem, requestId: string): HttpAnswer {
  const { retryAfter } = problem.details;
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  return { statusCode: problem.status, headers, body: JSON.stringify(problemBody(problem, requestId)) };
}
