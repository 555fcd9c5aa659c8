import { createHash } from 'node:crypto';
import { type Access, GUEST_IDENTITY } from '../../shared/access.js';
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

/** Guests are one: theirs is a write by what it says, too, or a key that is an item's id would tell a stranger what was not written with it. */
export function writeOf(access: Access, key: string | undefined, body: unknown): Write | undefined {
  if (key === undefined) return undefined;
  const what = JSON.stringify(body);
  const who = [access.identity, key, ...(access.identity === GUEST_IDENTITY ? [what] : [])];
  return { who: hash(who.join('\n')), what: hash(what) };
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
