import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../../../cli/deploy/template';
import { writeVariant } from '../../../cli/deploy/variant';
import { readAssembly } from '../../../cli/read/assembly';
import { assemblyFiles, HASH, temporaryFolder } from '../support';

const folder = temporaryFolder();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const read = (...path: string[]) => readFileSync(join(folder.path, ...path), 'utf8');

test('a variant has its own template, under its own name, and the assets of the assembly', () => {
  for (const [name, content] of Object.entries(assemblyFiles())) folder.write(`cdk.out/${name}`, content);
  const assembly = join(folder.path, 'cdk.out');
  const before = read('cdk.out/Shop.template.json');
  writeVariant(assembly, readAssembly(assembly)[0]!, new Map([['', { Resources: { New: { Type: 'T' } } }]]), join(folder.path, 'step'));

  const text = read('step/Shop.template.json');
  const { files } = JSON.parse(read('step/Shop.assets.json'));
  expect(JSON.parse(text)).toEqual({ Resources: { New: { Type: 'T' } } });
  expect(Object.keys(files).sort()).toEqual([HASH, sha256(text)].sort());
  expect(files[sha256(text)].destinations.here.objectKey).toBe(`${sha256(text)}.json`);
  expect(read('step/manifest.json')).toContain(`/${sha256(text)}.json`);
  expect(read('step', `asset.${HASH}`, 'manifest.json')).toContain('notes');
  // The assembly itself and its Stages stay.
  expect(read('cdk.out/Shop.template.json')).toBe(before);
  expect(read('step/assembly-Prod/manifest.json')).toBe(read('cdk.out/assembly-Prod/manifest.json'));
});

test('a nested template is published beside, and found by the one around it', () => {
  for (const [name, content] of Object.entries(assemblyFiles())) folder.write(`cdk.out/${name}`, content);
  const assembly = join(folder.path, 'cdk.out');
  const url = { 'Fn::Sub': `https://s3/assets-\${AWS::AccountId}/${'c'.repeat(64)}.json` };
  const tree = new Map<string, Template>([
    ['', { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url, Parameters: { P: 1 } } } } }],
    ['Inner', { Resources: { Deeper: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } } } }],
    ['Inner/Deeper', { Resources: { Notes: { Type: 'T' } } }],
  ]);
  writeVariant(assembly, readAssembly(assembly)[0]!, tree, join(folder.path, 'step'));

  const { files } = JSON.parse(read('step/Shop.assets.json')) as { files: Record<string, { source: { path: string } }> };
  const follow = (template: Template, logicalId: string): Template => {
    const { TemplateURL } = template.Resources?.[logicalId]?.Properties ?? {};
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(TemplateURL))?.[0] ?? '';
    const text = read('step', files[hash]?.source.path ?? '');
    expect(sha256(text)).toBe(hash);
    return JSON.parse(text);
  };
  const own = JSON.parse(read('step/Shop.template.json')) as Template;
  expect(own.Resources?.Inner?.Properties).toMatchObject({ Parameters: { P: 1 } });
  const deepest = follow(follow(own, 'Inner'), 'Deeper');
  expect(deepest).toEqual({ Resources: { Notes: { Type: 'T' } } });
});

test('an assembly without asset manifest, of an older synthesizer, gets the template only', () => {
  const { 'manifest.json': _, ...files } = assemblyFiles();
  for (const [name, content] of Object.entries(files)) folder.write(`cdk.out/${name}`, content);
  const manifest = { artifacts: { Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } } } };
  folder.write('cdk.out/manifest.json', manifest);
  const assembly = join(folder.path, 'cdk.out');
  writeVariant(assembly, readAssembly(assembly)[0]!, new Map([['', { Resources: {} }]]), join(folder.path, 'step'));
  expect(read('step/Shop.template.json')).toBe('{"Resources":{}}');
  expect(JSON.parse(read('step/manifest.json'))).toEqual(manifest);
});
