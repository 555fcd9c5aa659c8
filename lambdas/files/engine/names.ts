/** Bytes of UTF-8. With a space's name and an owner it stays below the 1,024 bytes of an S3 key. */
export const MAX_NAME_BYTES = 512;
const MAX_OWNER_BYTES = 400;

/**
 * The owner of files that nobody owns: those that callers without a session upload. Each lies in a folder of its own (a random id before
 * the name that was asked for), so that no guest overwrites another's file.
 */
export const NOBODY = 'guest';

/** Stands for the caller. */
const ME = 'me';

/** C0 and C1 controls, what is no character at all, and what turns the direction of text: it shows `exe.pdf` for a name that ends in `fdp.exe`. */
const UNFIT = /[\p{Cc}\p{Cs}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/u;

/** One text for what looks the same: macOS writes `é` as two characters. */
export const normalizeName = (name: string) => name.normalize('NFC');

/** What is wrong with a normalised name, for the caller; nothing if it can name a file. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'must not be empty';
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `must be at most ${MAX_NAME_BYTES} bytes of UTF-8`;
  if (UNFIT.test(name)) return 'must not contain control characters';
  // An HTTP API decodes a path before it hands it on, leaves `%25` as it is, and ends the path at a decoded `?`.
  if (/[%?]/.test(name)) return 'must not contain "%" or "?"';
  if (name.startsWith('/')) return 'must not start with a slash';
  if (name.split('/').some((segment) => ['', '.', '..'].includes(segment))) return 'must not contain empty, "." or ".." segments';
  // In the key of a form S3 replaces it by the name that the browser sends: not the key that the rules were asked for.
  if (name.includes('${filename}')) return 'must not contain "${filename}"';
  return undefined;
}

/** Whether a user's owner claim can be part of a key: one segment of it, and no word that stands for someone else. */
export function isOwner(owner: string): boolean {
  const fits = !owner.includes('/') && nameFault(owner) === undefined && Buffer.byteLength(owner) <= MAX_OWNER_BYTES;
  return fits && owner !== NOBODY && owner !== ME;
}

/** Whom a request means; `undefined` where it can be nobody. */
export function ownerIn(text: string, caller: string | undefined): string | undefined {
  const owner = text === ME ? caller : text;
  return owner !== undefined && (owner === NOBODY || isOwner(owner)) ? owner : undefined;
}

/** `attachments/6a1f…/2024/report.pdf`. */
export const objectKey = (space: string, owner: string, name: string) => `${space}/${owner}/${name}`;
