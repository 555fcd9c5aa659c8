import { EXPIRES } from '../../../lib/manifest/index.js';
import type { AttributeMap } from '../dynamodb/index.js';

/** The private attribute with the version of an item that was deleted: what is left of it is its tombstone. */
export const DELETED = '_deleted';

/** The private attribute with the id of the item that has a unique value: what carries it is the claim to that value, and no item. */
export const CLAIM = '_claim';

export { EXPIRES };

/**
 * The private attribute of a tombstone whose item had others that belonged to it: until they are seen to, it stays, and no new item takes
 * its id.
 */
export const CASCADES = '_cascades';

/** Whether what is stored has ended. @param now milliseconds since the epoch */
export function isExpired(attributes: AttributeMap, now: number): boolean {
  const expires = attributes[EXPIRES];
  return expires !== undefined && 'N' in expires && Number(expires.N) * 1000 <= now;
}

/** The second in which, or before which, a time lies: nothing ends early. @param datetime RFC 3339 */
export const secondsOf = (datetime: string) => Math.ceil(Date.parse(datetime) / 1000);
