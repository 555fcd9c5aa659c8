import { checkManifest, type Manifest, type SpaceSpec } from '../../../../lib/manifest';
import { EXAMPLE } from '../example';

const space = (changes: Partial<SpaceSpec>): Manifest => ({
  ...EXAMPLE,
  files: { spaces: { attachments: { rules: [{ allow: 'owner' }], maxSize: 1, ...changes } } },
});

test.each<[string, Manifest]>([
  ['a space without types', space({})],
  ['5 GiB', space({ maxSize: 5 * 1024 ** 3 })],
  ['types', space({ contentTypes: ['image/*', 'application/vnd.api+json'] })],
])('%s is right', (_, manifest) => {
  expect(checkManifest(manifest)).toEqual([]);
});

test.each<[string, Manifest, string]>([
  ['files.spaces.attachments.maxSize', space({ maxSize: 0 }), 'is 0 bytes'],
  ['files.spaces.attachments.maxSize', space({ maxSize: 5 * 1024 ** 3 + 1 }), '5 GiB'],
  ['files.spaces.attachments.maxSize', space({ maxSize: 1.5 }), 'is 1.5 bytes'],
  ['files.spaces.attachments.rules', space({ rules: [] }), 'add `rules: [Rule.owner()]`'],
  ['files.spaces.attachments.contentTypes', space({ contentTypes: [] }), 'leave contentTypes out'],
  ['files.spaces.attachments.contentTypes', space({ contentTypes: ['a/b', 'a/b'] }), 'more than once'],
  ['files.spaces.attachments.contentTypes[0]', space({ contentTypes: ['*/*'] }), 'leave contentTypes out'],
  ['files.spaces.attachments.contentTypes[0]', space({ contentTypes: ['png'] }), 'is "png"'],
  ['files.spaces.attachments.contentTypes[0]', space({ contentTypes: ['text/html; charset=utf-8'] }), 'media type'],
])('at %s: %#', (path, manifest, message) => {
  expect(checkManifest(manifest)).toEqual([{ path, message: expect.stringContaining(message) }]);
});
