import { type Caller, GUEST } from '../../../lib/manifest/index.js';
import { Problem } from '../problem.js';
import type { HttpEvent } from './event.js';

type Claims = Readonly<Record<string, unknown>>;

const GROUPS = 'cognito:groups';

/**
 * Who calls, as the JWT authorizer verified it before this handler ran. A guest route has no authorizer: whatever token is sent there
 * is unverified, so it counts for nothing.
 * @param ownerClaim the claim that names an owner
 * @throws Problem `unauthenticated` for any token but an access token with that claim
 */
export function callerOf(event: HttpEvent, guest: boolean, authorization: string | undefined, ownerClaim: string): Caller {
  if (guest) return GUEST;
  const verified = event.requestContext.authorizer?.jwt?.claims;
  if (verified?.token_use !== 'access') throw new Problem('unauthenticated', 'Send an access token.');
  const owner = verified[ownerClaim];
  if (typeof owner !== 'string' || owner === '') throw new Problem('unauthenticated', `The token has no claim ${ownerClaim}.`);
  let claims: Claims | undefined;
  const read = () => (claims ??= claimsIn(authorization, verified));
  return {
    owner,
    groups: verified[GROUPS] === undefined ? [] : groupsIn(read()),
    // Few rules ask for more than that, and reading a token costs as much as the rest of a call.
    get claims() {
      return read();
    },
  };
}

/** One token of three parts, `Bearer` or bare, as API Gateway takes it. Of two, it might have verified the other. */
const TOKEN = /^(?:Bearer )?[\w-]+\.([\w-]+)\.[\w-]+$/i;

/**
 * The authorizer flattens lists to `[a b]` and makes text of numbers, so claims are read from the token itself, whose signature it has
 * verified; and what it saw as text, and the groups, must be what is there.
 */
function claimsIn(authorization: string | undefined, verified: Claims): Claims {
  const claims = readClaims(TOKEN.exec(authorization ?? '')?.[1] ?? '');
  if (claims === undefined || !isSame(claims, verified)) throw unreadable();
  return claims;
}

function isSame(claims: Claims, verified: Claims): boolean {
  return Object.entries(verified).every(([name, seen]) => {
    const value = claims[name];
    if (name === GROUPS) return Array.isArray(value) && `[${value.join(' ')}]` === seen;
    return typeof value === 'string' ? value === seen : value !== undefined;
  });
}

function groupsIn(claims: Claims): readonly string[] {
  const groups = claims[GROUPS];
  if (!Array.isArray(groups) || !groups.every((group) => typeof group === 'string')) throw unreadable();
  return groups;
}

const unreadable = () => new Problem('unauthenticated', 'The token cannot be read.');

function readClaims(payload: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}
