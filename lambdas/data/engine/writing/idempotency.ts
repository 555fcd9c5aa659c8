import { hash as sha256 } from 'node:crypto';
import { type Access, GUEST_IDENTITY } from '../../../shared/access.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { Problem } from '../../../shared/problem.js';
import { timeOf, uuidv7 } from '../../../shared/uuid.js';
import type { Placeholders } from '../expressions.js';

/** An item remembers its last so many writes, each in the slot of the version that it made. */
const SLOTS = 16;

/** The private attributes in which an item remembers its writes: one each, so that a write need not know the others. */
const SLOT_NAMES: readonly string[] = Array.from({ length: SLOTS }, (_, slot) => `_w${slot.toString(16)}`);

const slotOf = (version: number) => SLOT_NAMES[version % SLOTS] as string;

/** Bytes of a hash: of who wrote with which key enough that no two meet, of what he wrote enough to see a mistake. Every item carries them. */
const WHO_BYTES = 8;
const WHAT_BYTES = 4;

/** How old a key may be, and how far ahead: a write that comes later than its answer can be is refused, so nothing need be remembered longer. */
const OLDEST_MS = 10 * 60_000;
const AHEAD_MS = 60_000;

/**
 * One write, as it is remembered: who wrote with which key, then what. Two hashes, since the same key with something else is a mistake to
 * be told.
 */
export interface Write {
  /** A UUIDv7. */
  readonly key: string;
  /** When it was asked for, as its key says: milliseconds since the epoch. */
  readonly time: number;
  readonly who: Buffer;
  readonly what: Buffer;
}

/**
 * A write with the caller's key, or one of our own, by which it knows itself where it was sent again.
 * Guests are one: theirs is a write by what it says, too, or a key that is an item's id would tell a stranger what was not written with it.
 * @throws Problem `stale-key`
 */
export function writeOf(access: Access, now: number, key: string | undefined, body: unknown): Write {
  const known = key ?? uuidv7(now);
  const time = timeOf(known);
  if (time < now - OLDEST_MS || time > now + AHEAD_MS) {
    const detail =
      'The Idempotency-Key, a UUID of version 7, must be made at most 10 minutes ago and not be a minute ahead: compare the clock with the Date of this answer.';
    throw new Problem('stale-key', detail);
  }
  const what = textOf(body);
  const who = [access.identity, known, ...(access.identity === GUEST_IDENTITY ? [what] : [])];
  return { key: known, time, who: hash(who.join('\n'), WHO_BYTES), what: hash(what, WHAT_BYTES) };
}

/** What an item at a version is given to remember a write. */
export function remember(version: number, write: Write): AttributeMap {
  return { [slotOf(version)]: { B: Buffer.concat([write.who, write.what]).toString('base64') } };
}

const NAMED_SLOTS = Object.fromEntries(SLOT_NAMES.map((name) => [`#${name}`, name]));
const UNSEEN = `NOT (${SLOT_NAMES.map((name) => `begins_with(#${name}, :who)`).join(' OR ')})`;

/** The condition that nothing is remembered by this key: who writes without reading asks for it. */
export function unseen({ who }: Write, placeholders: Placeholders): string {
  placeholders.add(NAMED_SLOTS, { ':who': { B: who.toString('base64') } });
  return UNSEEN;
}

/** The writes that are remembered, for what is made in place of what carried them. */
export function remembered(attributes: AttributeMap = {}): AttributeMap {
  const slots = SLOT_NAMES.filter((name) => attributes[name] !== undefined);
  return Object.fromEntries(slots.map((name) => [name, attributes[name] as AttributeMap[string]]));
}

/**
 * Whether what is stored has seen this write.
 * @throws Problem `key-reused` where its key came with something else
 */
export function hasSeen(attributes: AttributeMap | undefined, { who, what }: Write): boolean {
  if (attributes === undefined) return false;
  for (const name of SLOT_NAMES) {
    const slot = attributes[name];
    if (slot === undefined || !('B' in slot)) continue;
    const bytes = Buffer.from(slot.B, 'base64');
    if (!bytes.subarray(0, WHO_BYTES).equals(who)) continue;
    if (bytes.subarray(WHO_BYTES).equals(what)) return true;
    throw keyReused();
  }
  return false;
}

/** The token by which DynamoDB knows a write that no item remembers. With something else it refuses it, as an item would. */
export const tokenOf = ({ who, key }: Write) => hash(`${who.toString('hex')}\n${key}`, 24).toString('base64url');

export const keyReused = () =>
  new Problem('key-reused', 'The Idempotency-Key was used before, with something else: a new write needs a new key.');

const hash = (text: string, bytes: number) => sha256('sha256', text, 'buffer').subarray(0, bytes);

function textOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    // Thousands of levels, which no field can hold.
    if (error instanceof RangeError) throw new Problem('validation-failed', 'The body is nested too deep.');
    throw error;
  }
}
