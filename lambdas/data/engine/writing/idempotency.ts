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
  if (time < now - OLDEST_MS || time > now + AHEAD_MS) throw staleKey(OLDEST_MS);
  const what = textOf(body);
  const who = [access.identity, known, ...(access.identity === GUEST_IDENTITY ? [what] : [])];
  return { key: known, time, who: hash(who.join('\n'), WHO_BYTES), what: hash(what, WHAT_BYTES) };
}

/**
 * The private attribute in which an item keeps writes for as long as their keys are good: creates and deletes, and what adds to it. A text
 * of entries as long as each other, since DynamoDB can say whether a text contains another.
 */
const ONCE = '_once';

const whoText = ({ who }: Pick<Write, 'who'>) => who.toString('base64url');
const whatText = ({ what }: Pick<Write, 'what'>) => what.toString('base64url');
const minuteText = (time: number) =>
  Math.floor(time / 60_000)
    .toString(36)
    .padStart(MINUTE_LENGTH, '0');

/** Characters of an entry: who wrote with which key, what he wrote, in which minute the key was made. */
const WHO_LENGTH = 11;
const WHAT_LENGTH = 6;
const MINUTE_LENGTH = 6;
const ENTRY = new RegExp(`.{${WHO_LENGTH + WHAT_LENGTH + MINUTE_LENGTH}}`, 'g');

function entriesOf(attributes: AttributeMap = {}): { who: string; what: string; minute: string }[] {
  const stored = attributes[ONCE];
  const text = stored !== undefined && 'S' in stored ? stored.S : '';
  return (text.match(ENTRY) ?? []).map((entry) => ({
    who: entry.slice(0, WHO_LENGTH),
    what: entry.slice(WHO_LENGTH, WHO_LENGTH + WHAT_LENGTH),
    minute: entry.slice(WHO_LENGTH + WHAT_LENGTH),
  }));
}

/** What is stored is given to remember a write until its key is too old. */
export function rememberSurely(attributes: AttributeMap | undefined, write: Write, now: number): AttributeMap {
  const oldest = minuteText(now - OLDEST_MS);
  const kept = entriesOf(attributes).filter(({ minute }) => minute >= oldest);
  const entries = [...kept, { who: whoText(write), what: whatText(write), minute: minuteText(write.time) }];
  return { [ONCE]: { S: entries.map(({ who, what, minute }) => who + what + minute).join('') } };
}

/** Whether what is stored keeps a write so. */
export const isKept = (attributes: AttributeMap | undefined, write: Write): boolean =>
  entriesOf(attributes).some(({ who }) => who === whoText(write));

/** What an item at a version is given to remember a write among its last. */
export function remember(version: number, write: Write): AttributeMap {
  return { [slotOf(version)]: { B: Buffer.concat([write.who, write.what]).toString('base64') } };
}

const NAMED_SLOTS = Object.fromEntries([...SLOT_NAMES, ONCE].map((name) => [`#${name}`, name]));
const UNSEEN = `NOT (${SLOT_NAMES.map((name) => `begins_with(#${name}, :who)`).join(' OR ')} OR contains(#${ONCE}, :once))`;

/** The condition that nothing is remembered by this key: who writes without reading asks for it. */
export function unseen(write: Write, placeholders: Placeholders): string {
  placeholders.add(NAMED_SLOTS, { ':who': { B: write.who.toString('base64') }, ':once': { S: whoText(write) } });
  return UNSEEN;
}

/** The last writes, for what is made in place of what carried them. */
export function remembered(attributes: AttributeMap = {}): AttributeMap {
  const slots = SLOT_NAMES.filter((name) => attributes[name] !== undefined);
  return Object.fromEntries(slots.map((name) => [name, attributes[name] as AttributeMap[string]]));
}

/**
 * Whether what is stored has seen this write.
 * @throws Problem `key-reused` where its key came with something else
 */
export function hasSeen(attributes: AttributeMap | undefined, write: Write): boolean {
  if (attributes === undefined) return false;
  const kept = entriesOf(attributes).find((entry) => entry.who === whoText(write));
  if (kept?.what === whatText(write)) return true;
  if (kept !== undefined) throw keyReused();
  const { who, what } = write;
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

/**
 * DynamoDB remembers a token for 10 minutes from when it was done, which may be a minute before the time of a key that is ahead.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const OLDEST_BY_TOKEN_MS = OLDEST_MS - AHEAD_MS;

/**
 * The token by which DynamoDB knows a write that no item remembers. With something else it refuses it, as an item would.
 * @throws Problem `stale-key` where it may know it no longer
 */
export function tokenOf({ who, key, time }: Write, now: number): string {
  if (time < now - OLDEST_BY_TOKEN_MS) throw staleKey(OLDEST_BY_TOKEN_MS);
  return hash(`${who.toString('hex')}\n${key}`, 24).toString('base64url');
}

function staleKey(oldest: number): Problem {
  const detail = `The Idempotency-Key, a UUID of version 7, must be made at most ${oldest / 60_000} minutes ago and not be a minute ahead: compare the clock with the Date of this answer.`;
  return new Problem('stale-key', detail);
}

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
