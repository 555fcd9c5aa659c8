import { createHash } from 'node:crypto';
import type { Access } from '../../shared/access.js';
import type { AttributeMap, AttributeValue } from '../../shared/dynamodb/index.js';
import { WRITES } from '../../shared/model/item.js';
import { Problem } from '../../shared/problem.js';

/** An item remembers its last so many writes. */
const SLOTS = 16;

/**
 * One keyed write, as the item remembers it: who wrote with which key, then what. Two hashes in one text, since the same key with
 * something else is a mistake to be told.
 */
export interface Write {
  readonly who: string;
  readonly what: string;
}

export function writeOf(access: Access, key: string | undefined, body: unknown): Write | undefined {
  return key === undefined ? undefined : { who: hash(`${access.identity}\n${key}`), what: hash(JSON.stringify(body)) };
}

/** The value of `_writes` after one more write, which takes the slot of the version that it makes. */
export function remember(before: AttributeMap | undefined, version: number, write: Write | undefined): AttributeValue | undefined {
  const slots = slotsOf(before);
  if (write === undefined) return before?.[WRITES];
  return { M: { ...slots, [version % SLOTS]: { S: write.who + write.what } } };
}

/**
 * Whether an item has seen this write.
 * @throws Problem `validation-failed` where its key came with something else
 */
export function hasSeen(attributes: AttributeMap, write: Write | undefined): boolean {
  if (write === undefined) return false;
  const texts = Object.values(slotsOf(attributes)).map((slot) => ('S' in slot ? slot.S : ''));
  const seen = texts.find((text) => text.startsWith(write.who));
  if (seen !== undefined && seen !== write.who + write.what)
    throw new Problem('validation-failed', 'The Idempotency-Key was used before, with something else: a new write needs a new key.');
  return seen !== undefined;
}

function slotsOf(attributes: AttributeMap | undefined): AttributeMap {
  const writes = attributes?.[WRITES];
  return writes && 'M' in writes ? writes.M : {};
}

/** 96 bits: enough that no two of a caller's writes meet, and short, since every item carries them. */
const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);
