import type { Operation } from './rules';

/**
 * Every route of the HTTP API, by capability and operation, in API Gateway's words (a route key is `METHOD /path/{parameter}`).
 * Made by `lib/`, dispatched by `lambdas/`, called by `client/`, described by `cli/`: all from here.
 */
export const ROUTES = {
  data: {
    create: 'POST /data/{model}',
    list: 'GET /data/{model}',
    get: 'GET /data/{model}/{id}',
    /** A JSON Merge Patch (RFC 7396), with operators beside it. */
    update: 'PATCH /data/{model}/{id}',
    /** With `If-Match`: replaces what is there. Without: makes the item where there is none. */
    replace: 'PUT /data/{model}/{id}',
    delete: 'DELETE /data/{model}/{id}',
    /** A list whose question is too long for a URL. */
    query: 'POST /data/{model}/query',
    count: 'POST /data/{model}/count',
    batchGet: 'POST /data/{model}/batch-get',
    batchWrite: 'POST /data/{model}/batch-write',
    transact: 'POST /transactions',
  },
  files: {
    /** Asks for a presigned POST. */
    create: 'POST /files/{space}',
    list: 'GET /files/{space}',
    /** Asks for a presigned GET. A file's name may hold slashes. */
    get: 'GET /files/{space}/{owner}/{name+}',
    delete: 'DELETE /files/{space}/{owner}/{name+}',
  },
  functions: {
    call: 'POST /functions/{function}',
  },
  push: {
    register: 'POST /push/devices',
    unregister: 'DELETE /push/devices/{device}',
    subscribe: 'PUT /push/devices/{device}/topics/{topic}',
    unsubscribe: 'DELETE /push/devices/{device}/topics/{topic}',
  },
} as const;

/**
 * What rules must admit to for a route to be of use: to one of these at least. Rules know fewer operations than there are routes, since who
 * may read an item may read it in any company.
 */
export const ROUTE_OPERATIONS: {
  readonly data: Readonly<Record<keyof typeof ROUTES.data, readonly Operation[]>>;
  readonly files: Readonly<Record<keyof typeof ROUTES.files, readonly Operation[]>>;
} = {
  data: {
    create: ['create'],
    list: ['list'],
    get: ['get'],
    update: ['update'],
    replace: ['create', 'update'],
    delete: ['delete'],
    query: ['list'],
    count: ['list'],
    batchGet: ['get'],
    batchWrite: ['create', 'update', 'delete'],
    transact: ['create', 'update', 'delete'],
  },
  files: { create: ['create'], list: ['list'], get: ['get'], delete: ['delete'] },
};

/** Callers without a session use the same operations below this prefix; such a route exists only where a rule admits guests. */
export const GUEST_PREFIX = '/guest';

/** `GET /data/{model}` becomes `GET /guest/data/{model}`. */
export function guestRoute(routeKey: string): string {
  return routeKey.replace(' /', ` ${GUEST_PREFIX}/`);
}

/** Request and response headers beside HTTP's own. */
export const HEADERS = {
  idempotencyKey: 'Idempotency-Key',
  idempotencyReplayed: 'Idempotency-Replayed',
  /** The hash of the manifest that a client was generated from. */
  manifest: 'Plinth-Manifest',
} as const;
