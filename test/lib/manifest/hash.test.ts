import { shortHash } from '../../../lib/manifest';

/** The test vectors of FNV-1a with 64 bits, as the RFC draft gives them. */
test.each([
  ['', 0xcbf29ce484222325n],
  ['a', 0xaf63dc4c8601ec8cn],
  ['foobar', 0x85944171f73967e8n],
])('%j', (text, hash) => {
  expect(shortHash(text)).toBe(hash.toString(36).padStart(13, '0').slice(-10));
});
