import { join } from 'node:path';
import { packageSpec } from '../../../cli/init/package-spec';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const installed = (packageJson: object | undefined) => {
  if (packageJson) folder.write('work/package.json', packageJson);
  folder.write('work/node_modules/cdk-plinth/package.json', { version: '0.1.0' });
  return packageSpec(join(folder.path, 'work/node_modules/cdk-plinth'), join(folder.path, 'work/my-app'));
};

test.each<[string, string, object | undefined]>([
  ['a range of the registry stays', '^0.1.0', { devDependencies: { 'cdk-plinth': '^0.1.0' } }],
  [
    'a tarball is found from the app',
    'file:../../cdk-plinth-0.1.0.tgz',
    { dependencies: { 'cdk-plinth': 'file:../cdk-plinth-0.1.0.tgz' } },
  ],
  ['a URL stays', 'https://example.com/p.tgz', { dependencies: { 'cdk-plinth': 'https://example.com/p.tgz' } }],
  ['installed globally, or by another package, it is this version', '^0.1.0', undefined],
  ['so it is where package.json does not name it', '^0.1.0', { dependencies: {} }],
])('%s', (_, spec, packageJson) => {
  expect(installed(packageJson)).toBe(spec);
});

test('a checkout is named by its folder', () => {
  expect(packageSpec(join(folder.path, 'plinth'), join(folder.path, 'apps/my-app'))).toBe('file:../../plinth');
});
