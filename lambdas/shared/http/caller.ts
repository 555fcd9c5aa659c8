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
  const flattened = claims['cognito:groups'];
  return { owner, groups: flattened === undefined ? [] : groupsIn(authorization, flattened) };
}

/** One token of three parts, `Bearer` or bare, as API Gateway takes it. Of two, it might have verified the other. */
const TOKEN = /^(?:Bearer )?[\w-]+\.([\w-]+)\.[\w-]+$/i;

/**
 * The authorizer flattens a list to `[a b]`, so groups are read from the token itself,
 * whose signature it has verified; and they must be what it saw.
 */
function groupsIn(authorization: string | undefined, flattened: unknown): readonly string[] {
  const groups = readGroups(TOKEN.exec(authorization ?? '')?.[1] ?? '');
  if (groups === undefined || `[${groups.join(' ')}]` !== flattened) throw new Problem('unauthenticated', 'The token cannot be read.');
  return groups;
}

function readGroups(payload: string): readonly string[] | undefined {
  try {
    const groups: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())['cognito:groups'];
    return Array.isArray(groups) && groups.every((group) => typeof group === 'string') ? groups : undefined;
  } catch {
    return undefined;
  }
}
