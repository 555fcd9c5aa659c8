import { manifestHash, shortHash } from '../../../lib/manifest';

/** The test vectors of FNV-1a with 64 bits, as the RFC draft gives them. */
test.each([
  ['', 0xcbf29ce484222325n],
  ['a', 0xaf63dc4c8601ec8cn],
  ['foobar', 0x85944171f73967e8n],
])('%j', (text, hash) => {
  expect(shortHash(text)).toBe(hash.toString(36).padStart(13, '0').slice(-10));
});

test('a manifest has one hash under every backend id, and another for every other declaration', () => {
  const manifest = { manifestVersion: 1, backendId: 'shop', data: { models: {} } } as const;
  expect(manifestHash(manifest)).toBe(manifestHash({ ...manifest, backendId: 'shop-test' }));
  expect(manifestHash(manifest)).not.toBe(manifestHash({ ...manifest, data: undefined }));
});
