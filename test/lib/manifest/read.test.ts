import { MANIFEST_VERSION, readManifest } from '../../../lib/manifest';
import { EXAMPLE } from './example';

test('takes what has the structure of a manifest, with members of later versions', () => {
  const manifest = { ...EXAMPLE, later: true };
  expect(readManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
});

test.each([null, undefined, 'x', 1, [], {}])('refuses %j', (json) => {
  expect(() => readManifest(json)).toThrow('cannot work as declared');
});

test('names every fault', () => {
  expect(() => readManifest({ ...EXAMPLE, backendId: 1, data: [] })).toThrow(/2 reasons:\n {2}backendId: .*\n {2}data: /);
});

test('says that a newer version wrote it', () => {
  expect(() => readManifest({ manifestVersion: MANIFEST_VERSION + 1 })).toThrow(/is of version 2, .* update cdk-plinth/);
});
