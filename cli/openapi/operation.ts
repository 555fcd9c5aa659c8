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
import { COMMON_PROBLEMS } from './problems.js';

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

/** Whom these rules could admit; what they give to nobody is not described. */
export function audienceOf(manifest: Manifest, ruled: Ruled, operation?: Operation): Audience {
  return {
    users: manifest.auth !== undefined && admitsAnyone(ruled, operation),
    guests: admitsGuests(ruled, operation),
  };
}

/** An operation, without what follows from who calls it. */
export interface Call {
  readonly routeKey: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly body?: Content;
  readonly status: number;
  readonly answer: ResponseObject;
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
  const { summary, description, parameters = [], body, status, answer, problems } = call;
  const refused = [...problems, ...COMMON_PROBLEMS].map((code) => [String(PROBLEMS[code].status), responseRef(code)] as const);
  return {
    operationId,
    // `POST /data/notes` belongs to `data`.
    tags: [call.routeKey.split('/', 2)[1] as string],
    summary,
    ...(description !== undefined && { description }),
    security,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: body } }),
    responses: { [status]: answer, ...Object.fromEntries(refused) },
  };
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

export function limitParameter({ usual, most }: PageLimit, description: string): ParameterObject {
  return queryParameter('limit', { type: 'integer', minimum: 1, maximum: most, default: usual }, description);
}

export function jsonContent(schema: JsonSchema): Content {
  return { 'application/json': { schema } };
}
