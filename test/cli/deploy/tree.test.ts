import { indexSteps } from '../../../cli/deploy/steps';
import { assembledTree, deepestFirst, deployedTree, joinTree, parentOf, physicalIdAt, splitTree } from '../../../cli/deploy/tree';
import { readAssembly } from '../../../cli/read/assembly';
import type { Template } from '../../../cli/deploy/template';
import type { Deployed } from '../../../cli/read/deployed';
import { assemblyFiles, deployedStack, temporaryFolder } from '../support';

const folder = temporaryFolder();
const nested = (file: string) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': file } });
const table = (...indexes: string[]) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', ...indexes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: indexes.map((name) => ({ IndexName: name, KeySchema: [{ AttributeName: name, KeyType: 'HASH' }] })),
  },
});

function assembled() {
  for (const [name, content] of Object.entries(assemblyFiles({ Resources: { Inner: nested('inner.json') } }))) folder.write(name, content);
  folder.write('inner.json', { Resources: { Deeper: nested('deeper.json') }, Parameters: { P: {} } });
  folder.write('deeper.json', { Resources: { Notes: table('a', 'b') }, Outputs: { Name: { Value: 1 } } });
  return assembledTree(readAssembly(folder.path)[0]!);
}

test('a cloud assembly’s templates, by the logical ids that lead to them', () => {
  expect([...assembled().keys()]).toEqual(['', 'Inner', 'Inner/Deeper']);
});

test('what is deployed, by the physical ids of nested stacks', async () => {
  const templates: Record<string, Template> = {
    Shop: { Resources: { Inner: nested(''), Gone: nested('') } },
    'arn:inner': { Resources: { Deeper: nested('') } },
    'arn:deeper': { Resources: {} },
  };
  const ids: Record<string, string> = { 'Shop Inner': 'arn:inner', 'arn:inner Deeper': 'arn:deeper' };
  const deployed: Deployed = {
    ...deployedStack(undefined),
    template: async (name) => templates[name],
    physicalId: async (name, logicalId) => ids[`${name} ${logicalId}`],
  };
  expect([...((await deployedTree(deployed, 'Shop')) ?? new Map()).keys()]).toEqual(['', 'Inner', 'Inner/Deeper']);
  expect(await deployedTree(deployed, 'Other')).toBeUndefined();
  expect(
    await physicalIdAt(
      { ...deployed, physicalId: async (name, id) => ids[`${name} ${id}`] ?? `${name}!${id}` },
      'Shop',
      'Inner/Deeper#Notes',
    ),
  ).toBe('arn:deeper!Notes');
  expect(await physicalIdAt(deployed, 'Shop', '#Inner')).toBe('arn:inner');
  expect(await physicalIdAt(deployed, 'Shop', 'Gone#Notes')).toBeUndefined();
});

test('joined and split, a tree is what it was, other sections included', () => {
  const tree = assembled();
  expect(splitTree(joinTree(tree))).toEqual(tree);
});

test('indexes of a nested table are changed in steps too', () => {
  const wanted = assembled();
  const deployed = new Map(wanted).set('Inner/Deeper', { Resources: { Notes: table() } });
  const steps = indexSteps(joinTree(deployed), joinTree(wanted)).map(({ template }) => splitTree(template));
  expect(steps.map((step) => JSON.stringify(step.get('Inner/Deeper')).match(/"IndexName":"\w"/g)?.length)).toEqual([1, 2, 2]);
  expect(steps.at(-1)).toEqual(wanted);
});

test('paths', () => {
  expect(deepestFirst(assembled()).map(([path]) => path)).toEqual(['Inner/Deeper', 'Inner', '']);
  expect(['Inner/Deeper', 'Inner', ''].map(parentOf)).toEqual([
    { parent: 'Inner', logicalId: 'Deeper' },
    { parent: '', logicalId: 'Inner' },
    { parent: '', logicalId: '' },
  ]);
});
