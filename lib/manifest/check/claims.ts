import type { AuthSection } from '../manifest';
import type { RuleSpec } from '../rules';
import { CLAIM_PATTERN } from './auth';
import { at, type Fault } from './fault';

/** What an access token says of itself, or of its session: no field has the same value for long. @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
const OF_THE_TOKEN: readonly string[] = [
  'aud',
  'auth_time',
  'event_id',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'origin_jti',
  'scope',
  'token_use',
  'version',
];

/** Checks that a claim can say something of who calls that no other rule says. */
export function* checkClaim(
  { claim, field }: Extract<RuleSpec, { allow: 'claim' }>,
  path: string,
  auth: AuthSection | undefined,
): Iterable<Fault> {
  const where = at(path, 'claim');
  if (!CLAIM_PATTERN.test(claim)) {
    yield { path: where, message: `must name a claim of the access token, such as "custom:tenant", is ${JSON.stringify(claim)}` };
  } else if (OF_THE_TOKEN.includes(claim)) {
    yield {
      path: where,
      message: `"${claim}" is about the token, not about who calls; name a claim that a pre token generation trigger adds`,
    };
  } else if (claim === 'cognito:groups') {
    yield { path: where, message: `groups have a rule of their own; use Rule.groupIn(${JSON.stringify(field)})` };
  } else if (claim === auth?.ownerClaim) {
    yield { path: where, message: `"${claim}" names the owner; use Rule.owners(${JSON.stringify(field)})` };
  }
}
