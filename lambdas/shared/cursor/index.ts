import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { Problem } from '../problem.js';

/** Makes and reads opaque cursors. They are encrypted, since the key of an item that a rule filtered out may stand in one. */
export interface Cursors {
  /** @param context what the cursor is good for (the query, the caller): it opens with the same only. */
  seal(position: unknown, context: unknown): Promise<string>;
  /** @throws Problem `invalid-request` for a cursor that was altered, or comes from another query, caller or backend */
  open(cursor: string, context: unknown): Promise<unknown>;
}

const SALT = 16;
const NONCE = 12;
const TAG = 16;
/** Keys of other processes that are kept, since deriving one takes longer than all else. */
const KEPT = 100;

/** Random bytes are asked for many at once: it takes as long as for a few. */
function nonces(): () => Buffer {
  let bytes = Buffer.alloc(0);
  return () => {
    if (bytes.length < NONCE) bytes = randomBytes(64 * NONCE);
    const nonce = bytes.subarray(0, NONCE);
    bytes = bytes.subarray(NONCE);
    return nonce;
  };
}

/**
 * Cursors under AES-256-GCM. Each process has a key of its own, derived from the secret and a random salt (HKDF), and each cursor a random
 * nonce: no pair of both comes twice, however many cursors a backend makes over the years.
 * @param secret read when it is first needed
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function createCursors(secret: () => Promise<string>): Cursors {
  let pending: Promise<string> | undefined;
  const own = randomBytes(SALT);
  const nextNonce = nonces();
  const keys = new Map<string, KeyObject>();

  /** One read for all; one that failed is not kept. */
  function read(): Promise<string> {
    pending ??= secret().catch((error) => {
      pending = undefined;
      throw error;
    });
    return pending;
  }

  async function keyFor(salt: Buffer): Promise<KeyObject> {
    const name = salt.toString('latin1');
    let key = keys.get(name);
    if (key === undefined) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', await read(), salt, 'plinth cursor', 32)));
      if (keys.size >= KEPT) keys.clear();
      keys.set(name, key);
    }
    return key;
  }

  return {
    async seal(position, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', await keyFor(own), nonce).setAAD(Buffer.from(JSON.stringify(context)));
      const sealed = [own, nonce, cipher.update(JSON.stringify(position)), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },

    async open(cursor, context) {
      const bytes = Buffer.from(cursor, 'base64url');
      // Node skips characters that are none of base64url's: only what it would write itself is the cursor as it was given.
      if (bytes.length <= SALT + NONCE + TAG || bytes.toString('base64url') !== cursor) throw foreign();
      const key = await keyFor(bytes.subarray(0, SALT));
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(SALT, SALT + NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(JSON.stringify(context)))
        .setAuthTag(bytes.subarray(-TAG));
      try {
        return JSON.parse(decipher.update(bytes.subarray(SALT + NONCE, -TAG)).toString() + decipher.final().toString());
      } catch {
        throw foreign();
      }
    },
  };
}

function foreign(): Problem {
  return new Problem('invalid-request', undefined, {
    errors: [{ pointer: '?cursor', detail: 'is not a cursor of this list: start without one' }],
  });
}
