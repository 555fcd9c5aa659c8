import { join } from 'node:path';
import { assembledManifests, readAssembly, readTemplate } from '../../../cli/read/assembly';
import { assemblyFiles, MANIFEST, temporaryFolder } from '../support';

const folder = temporaryFolder();
const writeAll = () => {
  for (const [name, content] of Object.entries(assemblyFiles({ Resources: {} }))) folder.write(name, content);
};

test('stacks, those of Stages too, each with its folder', () => {
  writeAll();
  expect(readAssembly(folder.path)).toEqual([
    {
      id: 'Shop',
      stackName: 'Shop',
      topLevel: true,
      directory: folder.path,
      templateFile: 'Shop.template.json',
      assetsFile: 'Shop.assets.json',
    },
    {
      id: 'Prod/Shop',
      stackName: 'Prod-Shop',
      topLevel: false,
      directory: join(folder.path, 'assembly-Prod'),
      templateFile: 'Shop.template.json',
      assetsFile: 'Shop.assets.json',
    },
  ]);
});

test.each([
  ['aws://111122223333/eu-west-1', '111122223333', 'eu-west-1'],
  ['aws://unknown-account/unknown-region', undefined, undefined],
  ['aws://unknown-account/eu-west-1', undefined, 'eu-west-1'],
  [undefined, undefined, undefined],
])('where a stack goes, as far as the app says so: %s', (environment, account, region) => {
  writeAll();
  const properties = { templateFile: 'Shop.template.json' };
  folder.write('manifest.json', { artifacts: { Shop: { type: 'aws:cloudformation:stack', environment, properties } } });
  expect(readAssembly(folder.path)[0]).toMatchObject({ account, region });
});

test('the manifests of a stack, by the assets that its outputs name', () => {
  writeAll();
  for (const stack of readAssembly(folder.path)) expect(assembledManifests(stack)).toEqual([MANIFEST]);
});

test('a stack without a backend has none', () => {
  writeAll();
  folder.write('Shop.template.json', { Outputs: { Url: { Value: 'x' } } });
  const [stack] = readAssembly(folder.path);
  expect(assembledManifests(stack!)).toEqual([]);
  expect(readTemplate(stack!).Outputs).toEqual({ Url: { Value: 'x' } });
});

test('a folder that is no cloud assembly is refused with the command that writes one', () => {
  expect(() => readAssembly(folder.path)).toThrow('npx cdk synth');
});

test('a manifest that this version cannot read is refused', () => {
  writeAll();
  folder.write(`asset.${'a'.repeat(64)}/manifest.json`, { ...MANIFEST, manifestVersion: 99 });
  const [stack] = readAssembly(folder.path);
  expect(() => assembledManifests(stack!)).toThrow('update cdk-plinth');
});
