/**
 * The client's side of SRP-6a (https://www.rfc-editor.org/rfc/rfc5054, https://www.rfc-editor.org/rfc/rfc2945) as Cognito speaks it:
 * the 3072-bit group of RFC 5054, SHA-256, numbers hashed as signed big-endian bytes, and instead of SRP's own proof an HMAC keyed by
 * HKDF (https://www.rfc-editor.org/rfc/rfc5869) of the shared secret. The password never leaves the device.
 *
 * Names are the RFC's: N and g the group, k the multiplier, a and A the client's ephemeral pair, B the server's, u the scrambler,
 * x the private key made of the password, S the shared secret.
 */
import { type Bytes, concat, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.js';

export const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437' +
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05' +
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33' +
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864' +
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
export const g = 2n;

/** What Cognito asks with `PASSWORD_VERIFIER`. */
export interface Challenge {
  USER_ID_FOR_SRP: string;
  /** Hexadecimal. */
  SALT: string;
  /** Hexadecimal. */
  SRP_B: string;
  /** Base64. */
  SECRET_BLOCK: string;
}

export interface Proof {
  PASSWORD_CLAIM_SECRET_BLOCK: string;
  PASSWORD_CLAIM_SIGNATURE: string;
  TIMESTAMP: string;
}

export interface Srp {
  /** The client's public value, hexadecimal: `SRP_A`. */
  readonly A: string;
  /** Answers a challenge. `now` is the server's time, since Cognito refuses a proof of another. */
  prove(challenge: Challenge, password: string, now: Date): Promise<Proof>;
}

/** Begins a sign-in. `poolId` is like `eu-west-1_AbCdEf`. */
export function createSrp(poolId: string, a: bigint = randomExponent()): Srp {
  const pool = poolId.slice(poolId.indexOf('_') + 1);
  const A = power(g, a);
  return {
    A: A.toString(16),
    async prove({ USER_ID_FOR_SRP: user, SALT, SRP_B, SECRET_BLOCK }, password, now) {
      const B = BigInt(`0x${SRP_B}`);
      const u = await hashed(signed(A), signed(B));
      // Either would let whoever answers choose the secret.
      if (B % N === 0n || u === 0n) {
        throw new Error('The server broke the SRP protocol');
      }
      const k = await hashed(signed(N), signed(g));
      const x = await hashed(signed(BigInt(`0x${SALT}`)), await sha256(utf8(`${pool}${user}:${password}`)));
      const S = power(modulo(B - k * power(g, x)), a + u * x);
      const extracted = await hmac(signed(u), signed(S));
      const key = (await hmac(extracted, utf8('Caldera Derived Key\x01'))).slice(0, 16);
      const TIMESTAMP = timestamp(now);
      const signature = await hmac(key, concat(utf8(pool + user), fromBase64(SECRET_BLOCK), utf8(TIMESTAMP)));
      return { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: toBase64(signature), TIMESTAMP };
    },
  };
}

/** 256 bits, as RFC 5054 asks at least. */
function randomExponent(): bigint {
  return BigInt(`0x${toHex(crypto.getRandomValues(new Uint8Array(32)))}`);
}

/** `base ** exponent % N` by squaring; not in constant time, on the user's own device. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; square = (square * square) % N, rest >>= 1n) {
    if (rest & 1n) {
      result = (result * square) % N;
    }
  }
  return result;
}

/** The remainder that is not negative. */
function modulo(value: bigint): bigint {
  return ((value % N) + N) % N;
}

/** Big-endian bytes of a number that is not negative, with a zero in front where the first bit would read as a sign. */
export function signed(value: bigint): Bytes {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

async function hashed(...parts: Bytes[]): Promise<bigint> {
  return BigInt(`0x${toHex(await sha256(concat(...parts)))}`);
}

async function hmac(secret: Bytes, message: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
}

/** Cognito's own format, in UTC and English whatever the device speaks: `Tue Mar 3 07:04:05 UTC 2026`. */
export function timestamp(now: Date): string {
  const [day, date, month, year, time] = now.toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${Number(date)} ${time} UTC ${year}`;
}
