import {
  admitsAnyone,
  admitsGuests,
  guestRoute,
  type Manifest,
  type Operation,
  type PageLimit,
  PROBLEMS,
  type ProblemCode,
  type Ruled,
} from '../../lib/manifest/index.js';
import {
  type Content,
  type JsonSchema,
  type OperationObject,
  type ParameterObject,
  type Reference,
  type ResponseObject,
  responseRef,
} from './document.js';
import { COMMON_PROBLEMS, problemResponse } from './problems.js';

/** The name of the security scheme: an access token of the user pool. */
export const ACCESS_TOKEN = 'accessToken';

/** What a capability adds to the document. */
export interface Described {
  /** By concrete route key: `GET /data/notes/{id}`. */
  readonly operations: readonly (readonly [routeKey: string, operation: OperationObject])[];
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** Who can make a call. */
export interface Audience {
  readonly users: boolean;
  readonly guests: boolean;
}

/** Whom these rules could admit to one of some operations; what they give to nobody is not described. */
export function audienceOf(manifest: Manifest, ruled: Ruled, operations: readonly (Operation | undefined)[]): Audience {
  return {
    users: manifest.auth !== undefined && operations.some((operation) => admitsAnyone(ruled, operation)),
    guests: operations.some((operation) => admitsGuests(ruled, operation)),
  };
}

/** An operation, without what follows from who calls it. */
export interface Call {
  /** @default the first step of its path: `POST /data/notes` belongs to `data` */
  readonly tag?: string;
  readonly routeKey: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly body?: Content;
  readonly status: number;
  readonly answer: ResponseObject;
  /** What else is a success, by status. */
  readonly answers?: Readonly<Record<number, ResponseObject>>;
  readonly problems: readonly ProblemCode[];
}

/** The operation for callers with a session, and the same for those without, as far as there are such callers. */
export function describeCall(call: Call, { users, guests }: Audience): Described['operations'] {
  const { routeKey, operationId } = call;
  return [
    ...(users ? [[routeKey, operationObject(call, operationId, [{ [ACCESS_TOKEN]: [] }])] as const] : []),
    ...(guests ? [[guestRoute(routeKey), operationObject(call, `${operationId}AsGuest`, [])] as const] : []),
  ];
}

function operationObject(call: Call, operationId: string, security: OperationObject['security']): OperationObject {
  const { summary, description, parameters = [], body, status, answer, answers, problems } = call;
  return {
    operationId,
    tags: [call.tag ?? (call.routeKey.split('/', 2)[1] as string)],
    summary,
    ...(description !== undefined && { description }),
    security,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: body } }),
    responses: { [status]: answer, ...answers, ...refusals([...problems, ...COMMON_PROBLEMS]) },
  };
}

/** Responses by status; several kinds of problem may have one. */
function refusals(codes: readonly ProblemCode[]): Record<string, ResponseObject | Reference> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, [first, ...others]]) => [
      status,
      others.length === 0 ? responseRef(first as ProblemCode) : problemResponse([first as ProblemCode, ...others]),
    ]),
  );
}

/** A route with a declared name in place of its first parameter: `GET /data/{model}/{id}` becomes `GET /data/notes/{id}`. */
export function routeOf(routeKey: string, parameter: string, name: string): string {
  return routeKey.replace(`{${parameter}}`, name).replace('+}', '}');
}

export function pathParameter(name: string, description: string): ParameterObject {
  return { name, in: 'path', required: true, description, schema: { type: 'string', minLength: 1 } };
}

export function queryParameter(name: string, schema: JsonSchema, description: string, required = false): ParameterObject {
  return { name, in: 'query', ...(required && { required }), description, schema };
}

/** A parameter whose text is JSON. */
export function jsonParameter(name: string, schema: JsonSchema, description: string): ParameterObject {
  return { name, in: 'query', description, content: jsonContent(schema) };
}

export function limitParameter({ usual, most }: PageLimit, description: string): ParameterObject {
  return queryParameter('limit', { type: 'integer', minimum: 1, maximum: most, default: usual }, description);
}

export function jsonContent(schema: JsonSchema): Content {
  return { 'application/json': { schema } };
}
