import { Problem } from '../problem.js';

/** An item's version as an entity tag. */
export const etag = (version: number) => `"${version}"`;

/**
 * The version that an `If-Match` header asks for: one strong tag, or `*` for any.
 * @throws Problem 400: a weak tag never matches (RFC 9110, 13.1.1), a list has no use where a version has one tag.
 */
export function versionIn(ifMatch: string | undefined): number | '*' | undefined {
  if (ifMatch === undefined || ifMatch === '*') return ifMatch;
  const version = /^"(0|[1-9]\d{0,15})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new Problem('invalid-request', 'If-Match must be one ETag as it was received, such as "3", or *.');
  return Number(version);
}
