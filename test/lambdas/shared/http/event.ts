import type { HttpEvent } from '../../../../lambdas/shared/http/event';

export interface Sent {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as JSON; text as it is. */
  body?: unknown;
  /** The signed-in user, `ann` unless said; `null` for nobody. */
  user?: string | null;
  groups?: string[];
  claims?: Record<string, unknown>;
}

/** What API Gateway would send a handler for a call; to a guest route nobody is signed in. */
export function httpEvent(routeKey: string, sent: Sent = {}): HttpEvent {
  const user = sent.user === undefined ? (routeKey.includes(' /guest/') ? null : 'ann') : sent.user;
  const payload = { sub: user, token_use: 'access', ...(sent.groups && { 'cognito:groups': sent.groups }), ...sent.claims };
  const flattened = sent.groups && { 'cognito:groups': `[${sent.groups.join(' ')}]` };
  const token = `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
  return {
    routeKey,
    pathParameters: sent.path,
    queryStringParameters: sent.query,
    headers: {
      ...(user !== null && { authorization: `Bearer ${token}` }),
      ...(sent.body !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    body: sent.body === undefined || typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body),
    requestContext: { requestId: 'request-1', ...(user !== null && { authorizer: { jwt: { claims: { ...payload, ...flattened } } } }) },
  };
}
