import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
// Amazon's own client of the protocol, with its own big integers, is the oracle.
import AuthenticationHelper from 'amazon-cognito-identity-js/lib/AuthenticationHelper';
import BigInteger from 'amazon-cognito-identity-js/lib/BigInteger';
import { createSrp, g, N, signed, timestamp } from '../../../client/auth/srp';

const POOL_ID = 'eu-west-1_PoolId123';
const POOL = 'PoolId123';
const NOW = new Date('2026-03-03T07:04:05Z');

const random = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString('hex')}`);
const digest = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** Exponentiation from the highest bit, where the client goes from the lowest. */
function power(base: bigint, exponent: bigint): bigint {
  return [...exponent.toString(2)].reduce((result, bit) => (result * result * (bit === '1' ? base : 1n)) % N, 1n);
}

/** The server's side of the protocol: a verifier made at sign-up, a challenge, and the signature that it expects. */
function serve(user: string, password: string, A: bigint) {
  const salt = random(16);
  const x = number(digest(signed(salt), digest(Buffer.from(`${POOL}${user}:${password}`))));
  const verifier = power(g, x);
  const b = random(32);
  const k = number(digest(signed(N), signed(g)));
  const B = (k * verifier + power(g, b)) % N;
  const secretBlock = randomBytes(1200);
  return {
    challenge: { USER_ID_FOR_SRP: user, SALT: salt.toString(16), SRP_B: B.toString(16), SECRET_BLOCK: secretBlock.toString('base64') },
    expected(time: string): string {
      const u = number(digest(signed(A), signed(B)));
      const S = power((A * power(verifier, u)) % N, b);
      const key = Buffer.from(hkdfSync('sha256', signed(S), signed(u), 'Caldera Derived Key', 16));
      return createHmac('sha256', key).update(`${POOL}${user}`).update(secretBlock).update(time).digest('base64');
    },
  };
}

describe('SRP', () => {
  // Several, since one in two numbers begins with a bit that reads as a sign, and one in sixteen with a zero.
  test.each(Array.from({ length: 20 }, (_, index) => index))('a server that knows the verifier admits the password (%i)', async (index) => {
    const srp = createSrp(POOL_ID);
    const server = serve(`user-${index}`, 'correct horse 9 Bättery!', BigInt(`0x${srp.A}`));
    const proof = await srp.prove(server.challenge, 'correct horse 9 Bättery!', NOW);
    expect(proof.PASSWORD_CLAIM_SIGNATURE).toBe(server.expected('Tue Mar 3 07:04:05 UTC 2026'));
    expect(proof.PASSWORD_CLAIM_SECRET_BLOCK).toBe(server.challenge.SECRET_BLOCK);
  });

  test('it refuses another password, another user and another time', async () => {
    const srp = createSrp(POOL_ID);
    const server = serve('user', 'right', BigInt(`0x${srp.A}`));
    const signature = async (challenge: typeof server.challenge, password: string) =>
      (await srp.prove(challenge, password, NOW)).PASSWORD_CLAIM_SIGNATURE;
    expect(await signature(server.challenge, 'wrong')).not.toBe(server.expected(timestamp(NOW)));
    expect(await signature({ ...server.challenge, USER_ID_FOR_SRP: 'other' }, 'right')).not.toBe(server.expected(timestamp(NOW)));
    expect(await signature(server.challenge, 'right')).not.toBe(server.expected('Tue Mar 3 07:04:06 UTC 2026'));
  });

  test.each(Array.from({ length: 5 }, (_, index) => index))("it derives the key that Amazon's client derives (%i)", async () => {
    const a = random(32);
    const srp = createSrp(POOL_ID, a);
    const { challenge } = serve('user', 'password', BigInt(`0x${srp.A}`));
    const theirs = new AuthenticationHelper(POOL);
    theirs.smallAValue = new BigInteger(a.toString(16), 16);
    theirs.largeAValue = new BigInteger(srp.A, 16);
    const key = await new Promise<Buffer>((resolve, reject) =>
      theirs.getPasswordAuthenticationKey(
        'user',
        'password',
        new BigInteger(challenge.SRP_B, 16),
        new BigInteger(challenge.SALT, 16),
        (error: Error | null, derived: Buffer) => (error ? reject(error) : resolve(derived)),
      ),
    );
    const message = Buffer.concat([Buffer.from(`${POOL}user`), Buffer.from(challenge.SECRET_BLOCK, 'base64'), Buffer.from(timestamp(NOW))]);
    const { PASSWORD_CLAIM_SIGNATURE } = await srp.prove(challenge, 'password', NOW);
    expect(PASSWORD_CLAIM_SIGNATURE).toBe(createHmac('sha256', key).update(message).digest('base64'));
  });

  test("its public value is the one that Amazon's client computes", async () => {
    const a = random(32);
    const theirs = new AuthenticationHelper(POOL);
    theirs.smallAValue = new BigInteger(a.toString(16), 16);
    const A = await new Promise<BigInteger>((resolve, reject) =>
      theirs.calculateA(theirs.smallAValue, (error: Error | null, value: BigInteger) => (error ? reject(error) : resolve(value))),
    );
    expect(createSrp(POOL_ID, a).A).toBe(A.toString(16));
  });

  test.each([0n, 1n, 2n])('it refuses a server that chose the secret (B = %s N)', async (times) => {
    const B = times * N;
    const challenge = { USER_ID_FOR_SRP: 'user', SALT: 'ab', SRP_B: B.toString(16), SECRET_BLOCK: '' };
    await expect(createSrp(POOL_ID).prove(challenge, 'password', NOW)).rejects.toThrow('broke the SRP protocol');
  });
});

test.each([
  ['2026-03-03T07:04:05Z', 'Tue Mar 3 07:04:05 UTC 2026'],
  ['2026-12-31T23:59:59.999Z', 'Thu Dec 31 23:59:59 UTC 2026'],
])('the time %s is written %s', (date, text) => {
  expect(timestamp(new Date(date))).toBe(text);
});

test.each([
  [0n, '00'],
  [0x7fn, '7f'],
  [0x80n, '0080'],
  [0xabcn, '0abc'],
  [0xfabcn, '00fabc'],
])('%s is hashed as the bytes %s', (value, hex) => {
  expect(Buffer.from(signed(value)).toString('hex')).toBe(hex);
});
