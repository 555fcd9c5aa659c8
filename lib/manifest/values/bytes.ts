import type { FieldSpec } from '../fields';
import { type Check, describe, fail } from './problems';
import { count } from './scalars';

/** What `bytes` hold at most where nothing is said, in bytes; with everything else, an item holds 400 kB. */
export const DEFAULT_MAX_BYTES = 65_536;

/** In whole groups of four, padded, and the bits that the padding leaves over are zero: the same bytes are always the same text. */
const BASE64 = /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/;

/** Base64 text (RFC 4648, section 4). Lengths count bytes. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function compileBytes({ minLength = 0, maxLength = DEFAULT_MAX_BYTES }: FieldSpec): Check {
  return (value, problems) => {
    if (typeof value !== 'string') {
      return fail(problems, `must be base64 text, is ${describe(value)}`);
    }
    if (value.length % 4 !== 0 || !BASE64.test(value)) {
      return fail(problems, 'must be base64 with padding as "aGk=" (RFC 4648)');
    }
    const length = byteLength(value);
    if (length < minLength) {
      return fail(problems, `must be at least ${count(minLength, 'byte')} long, is ${length}`);
    }
    return length > maxLength ? fail(problems, `must be at most ${count(maxLength, 'byte')} long, is ${length}`) : value;
  };
}

/** Bytes that base64 text stands for. */
function byteLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}
