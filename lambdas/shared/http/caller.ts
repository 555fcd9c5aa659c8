import { type Caller, GUEST } from '../../../lib/manifest/index.js';
import { Problem } from '../problem.js';
import type { HttpEvent } from './event.js';

/**
 * Who calls, as the JWT authorizer verified it before this handler ran. A guest route has no authorizer: whatever token is sent there
 * is unverified, so it counts for nothing.
 * @param ownerClaim the claim that names an owner
 * @throws Problem `unauthenticated` for any token but an access token with that claim
 */
export function callerOf(event: HttpEvent, guest: boolean, authorization: string | undefined, ownerClaim: string): Caller {
  if (guest) return GUEST;
  const claims = event.requestContext.authorizer?.jwt?.claims;
  if (claims?.token_use !== 'access') throw new Problem('unauthenticated', 'Send an access token.');
  const owner = claims[ownerClaim];
  if (typeof owner !== 'string' || owner === '') throw new Problem('unauthenticated', `The token has no claim ${ownerClaim}.`);
  return { owner, groups: claims['cognito:groups'] === undefined ? [] : groupsIn(authorization) };
}

/** The authorizer flattens a list to `[a b]`, so groups are read from the token itself, whose signature it has verified. */
function groupsIn(authorization = ''): readonly string[] {
  try {
    const payload = authorization.slice(authorization.lastIndexOf(' ') + 1).split('.', 2)[1] ?? '';
    const groups: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())['cognito:groups'];
    return Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [];
  } catch {
    throw new Problem('unauthenticated', 'The token cannot be read.');
  }
}
