import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Problem } from '../problem.js';

/** Makes and reads opaque cursors. They are encrypted, since the key of an item that a rule filtered out may stand in one. */
export interface Cursors {
  /** @param context what the cursor is good for (the query, the caller): it opens with the same only. */
  seal(position: unknown, context: unknown): Promise<string>;
  /** @throws Problem `invalid-request` for a cursor that was altered, or comes from another query, caller or backend */
  open(cursor: string, context: unknown): Promise<unknown>;
}

const SALT = 16;
const TAG = 16;

/**
 * Cursors under AES-256-GCM. Each has a key of its own, derived from the secret and a random salt (HKDF): no pair of key and nonce comes
 * twice, however many cursors a backend makes over the years.
 * @param secret read when it is first needed
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function createCursors(secret: () => Promise<string>): Cursors {
  let pending: Promise<string> | undefined;

  /** One read for all; one that failed is not kept. */
  function read(): Promise<string> {
    pending ??= secret().catch((error) => {
      pending = undefined;
      throw error;
    });
    return pending;
  }

  async function keyFor(salt: Uint8Array) {
    const bytes = Buffer.from(hkdfSync('sha256', await read(), salt, 'plinth cursor', 44));
    return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
  }

  return {
    async seal(position, context) {
      const salt = randomBytes(SALT);
      const { key, nonce } = await keyFor(salt);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(JSON.stringify(context)));
      const sealed = [salt, cipher.update(JSON.stringify(position)), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },

    async open(cursor, context) {
      const bytes = Buffer.from(cursor, 'base64url');
      // Node skips characters that are none of base64url's: only what it would write itself is the cursor as it was given.
      if (bytes.length <= SALT + TAG || bytes.toString('base64url') !== cursor) throw foreign();
      const { key, nonce } = await keyFor(bytes.subarray(0, SALT));
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
        .setAAD(Buffer.from(JSON.stringify(context)))
        .setAuthTag(bytes.subarray(-TAG));
      try {
        return JSON.parse(decipher.update(bytes.subarray(SALT, -TAG)).toString() + decipher.final().toString());
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
