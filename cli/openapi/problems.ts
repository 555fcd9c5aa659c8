import { PROBLEM_TYPE_PREFIX, PROBLEMS, type ProblemCode } from '../../lib/manifest/index.js';
import { headerRef, type JsonSchema, type ResponseObject, schemaRef } from './document.js';

/** What any operation may answer with. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = ['unauthenticated', 'too-many-requests', 'internal', 'unavailable', 'timed-out'];

/** What API Gateway answers itself, before a handler runs or in its place: `{"message"}`. */
const GATEWAY_ANSWERS: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'too-large',
  'too-many-requests',
  'internal',
  'unavailable',
  'timed-out',
];

/** A response for each kind of problem, under its code. */
export function problemResponses(): Record<string, ResponseObject> {
  return Object.fromEntries((Object.keys(PROBLEMS) as ProblemCode[]).map((code) => [code, problemResponse([code])]));
}

/** The response of some kinds of problem, which have one status. */
export function problemResponse(codes: readonly [ProblemCode, ...ProblemCode[]]): ResponseObject {
  const { status } = PROBLEMS[codes[0]];
  return {
    description: codes.map((code) => PROBLEMS[code].title).join('; or: '),
    ...([429, 503].includes(status) && { headers: { 'Retry-After': headerRef('Retry-After') } }),
    content: {
      'application/problem+json': { schema: schemaRef('Problem') },
      ...(codes.some((code) => GATEWAY_ANSWERS.includes(code)) && { 'application/json': { schema: schemaRef('GatewayMessage') } }),
    },
  };
}

export const PROBLEM_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Problem: {
    description: 'An error as a handler answers it (RFC 9457).',
    type: 'object',
    properties: {
      type: { type: 'string', enum: Object.keys(PROBLEMS).map((code) => PROBLEM_TYPE_PREFIX + code) },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      requestId: { type: 'string', description: "The id of this call in the backend's logs." },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            pointer: { type: 'string', description: 'A JSON pointer (RFC 6901) into the body, or `?name` for a query parameter.' },
            detail: { type: 'string' },
            code: { type: 'string', description: 'Of a part of a transaction: the kind of problem that it alone would have.' },
          },
          required: ['pointer', 'detail'],
        },
      },
      current: { description: 'With 412: the current item, where the caller may read it.' },
    },
    required: ['type', 'title', 'status'],
  },
  GatewayMessage: {
    description: 'An error as API Gateway answers it, where no handler did.',
    type: 'object',
    properties: { message: { type: ['string', 'null'] } },
    required: ['message'],
  },
};
