import type { Manifest } from '../manifest';
import { at, duplicates, type Fault } from './fault';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
const GROUP_PATTERN = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;
export const CLAIM_PATTERN = /^[\w:.-]{1,64}$/;

export function* checkAuth({ auth }: Manifest): Iterable<Fault> {
  if (auth === undefined) {
    return;
  }
  if (!CLAIM_PATTERN.test(auth.ownerClaim)) {
    yield {
      path: 'auth.ownerClaim',
      message: `must name a claim of the access token, such as "sub", is ${JSON.stringify(auth.ownerClaim)}`,
    };
  }
  for (const [i, group] of auth.groups.entries()) {
    if (!GROUP_PATTERN.test(group)) {
      yield { path: at('auth.groups', i), message: `a group's name is 1 to 128 characters without spaces, is ${JSON.stringify(group)}` };
    }
  }
  for (const group of duplicates(auth.groups)) {
    yield { path: 'auth.groups', message: `names "${group}" more than once; name it once` };
  }
}
