import type { Caller } from '../../lib/manifest/index.js';

/** Bytes of UTF-8. With a space's name and an owner it stays below the 1,024 bytes of an S3 key. */
export const MAX_NAME_BYTES = 512;
const MAX_OWNER_BYTES = 400;

/**
 * Whose files callers without a session upload. Nobody owns them, so that each lies in a folder of its own (a random id before the
 * name that was asked): a guest overwrites no other guest's file.
 */
export const GUEST_OWNER = 'guest';

/** Words that stand for someone in a request, so that no owner can bear them. */
const RESERVED_OWNERS: readonly string[] = [GUEST_OWNER, 'me'];

/** C0 and C1 controls, and what is no character at all: listings are XML, which cannot hold most of them. */
const UNFIT = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

export const byteLength = (text: string) => Buffer.byteLength(text);

/** One text for what looks the same: macOS writes `é` as two characters. */
export const normalizeName = (name: string) => name.normalize('NFC');

/** What is wrong with a normalised name, for the caller; nothing if it can name a file. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'must not be empty';
  if (byteLength(name) > MAX_NAME_BYTES) return `must be at most ${MAX_NAME_BYTES} bytes of UTF-8`;
  if (UNFIT.test(name)) return 'must not contain control characters';
  if (name.startsWith('/')) return 'must not start with a slash';
  if (name.split('/').some(isEmptyOrDots)) return 'must not contain empty, "." or ".." segments';
  // S3 replaces it in a form's key by the name that the browser sends, which the policy then no longer fixes.
  if (name.includes('${filename}')) return 'must not contain "${filename}"';
  return undefined;
}

/** Under whose name a caller's uploads lie; `undefined` where the owner claim cannot be part of a key. */
export function ownerOf(caller: Caller): string | undefined {
  if (caller.owner === undefined) return GUEST_OWNER;
  return isOwner(caller.owner) ? caller.owner : undefined;
}

/** Whether a user's owner claim can be part of a key: one segment of it, and no word that stands for someone. */
export function isOwner(owner: string): boolean {
  return !owner.includes('/') && nameFault(owner) === undefined && byteLength(owner) <= MAX_OWNER_BYTES && !RESERVED_OWNERS.includes(owner);
}

/** `attachments/6a1f…/2024/report.pdf`. */
export const objectKey = (space: string, owner: string, name: string) => `${space}/${owner}/${name}`;

const isEmptyOrDots = (segment: string) => segment === '' || segment === '.' || segment === '..';
