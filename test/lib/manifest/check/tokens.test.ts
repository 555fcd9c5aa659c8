import { Lazy, Token } from 'aws-cdk-lib';
import { checkManifest } from '../../../../lib/manifest';
import { EXAMPLE, withFields, withModel } from '../example';

const TEXT = Token.asString({ Ref: 'Table' });
const NUMBER = Token.asNumber({ Ref: 'Size' });
const LIST = Token.asList({ Ref: 'Groups' });

test.each([
  ['backendId', { ...EXAMPLE, backendId: `shop-${Lazy.string({ produce: () => 'x' })}` }],
  ['data.models.notes.table', withModel({ table: TEXT })],
  ['data.models.notes.fields.stars.max', withFields({ stars: { type: 'integer', max: NUMBER } })],
  ['auth.groups[0]', { ...EXAMPLE, auth: { ownerClaim: 'sub', userName: 'uuid' as const, groups: LIST } }],
  ['extensions.search.deep[1]', { ...EXAMPLE, extensions: { search: { deep: [0, TEXT] } } }],
])('a token at %s is the one fault there', (path, manifest) => {
  expect(checkManifest(manifest).filter((fault) => fault.path === path)).toEqual([
    { path, message: expect.stringMatching(/^is a CDK token .* literal value$/) },
  ]);
});

test('a token cannot name anything', () => {
  const faults = checkManifest({ ...EXAMPLE, extensions: { [TEXT]: 1 } });
  expect(faults).toEqual([{ path: `extensions["${TEXT}"]`, message: expect.stringContaining('literal name') }]);
});

test('text that merely looks alike is no token', () => {
  expect(checkManifest({ ...EXAMPLE, extensions: { search: ['${Toke', '$', -1e100] } })).toEqual([]);
});
