import { type AuthSection, checkManifest, type Manifest } from '../../../../lib/manifest';
import { EXAMPLE } from '../example';

const auth = (changes: Partial<AuthSection>): Manifest => ({
  ...EXAMPLE,
  auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'], ...changes },
});

test.each<[string, Manifest]>([['a claim', auth({ ownerClaim: 'custom:tenant', groups: ['editors', 'staff'] })]])(
  '%s is right',
  (_, manifest) => {
    expect(checkManifest(manifest)).toEqual([]);
  },
);

test.each<[string, Manifest, string]>([
  ['auth.ownerClaim', auth({ ownerClaim: '' }), 'claim of the access token'],
  ['auth.groups[1]', auth({ groups: ['editors', 'a b'] }), 'without spaces, is "a b"'],
  ['auth.groups', auth({ groups: ['editors', 'editors'] }), 'more than once'],
])('at %s: %#', (path, manifest, message) => {
  expect(checkManifest(manifest)).toEqual([{ path, message: expect.stringContaining(message) }]);
});
