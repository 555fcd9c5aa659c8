import type { Template } from '../../../cli/deploy/template';
import type { Cdk } from '../../../cli/deploy/cdk';
import { deploy, manifestsBefore, synthesise } from '../../../cli/dev/round';
import { assemblyFiles, deployedStack, MANIFEST, temporaryFolder } from '../support';

const folder = temporaryFolder();
let disposed = 0;
let deployments: string[] = [];
const cdk = {
  synthesise: async () => ({
    cloudAssembly: { directory: folder.path, stacksRecursively: [{ hierarchicalId: 'Prod/Shop' }, { hierarchicalId: 'Shop' }] },
    dispose: async () => {
      disposed += 1;
    },
  }),
  open: async (directory: string) => directory,
  deploy: async (assembly: unknown, id: string) => {
    deployments.push(`${typeof assembly === 'string' ? 'variant' : 'assembly'} ${id}`);
    return { Url: id };
  },
} as unknown as Cdk;

const notes = (...indexes: string[]) => ({
  Resources: {
    Notes: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: ['id', ...indexes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        GlobalSecondaryIndexes: indexes.map((name) => ({ IndexName: name, KeySchema: [{ AttributeName: name, KeyType: 'HASH' }] })),
      },
    },
  },
});
beforeEach(() => {
  disposed = 0;
  deployments = [];
  for (const [name, content] of Object.entries(assemblyFiles(notes('a', 'b')))) folder.write(name, content);
});

test('all stacks are meant that stand in no Stage, or the one that is named, by its name or its path', async () => {
  const chosen = async (stack?: string) => (await synthesise(cdk, 'app', stack)).stacks.map(({ id }) => id);
  expect(await chosen()).toEqual(['Shop']);
  expect(await chosen('Prod/Shop')).toEqual(['Prod/Shop']);
  expect(await chosen('Prod-Shop')).toEqual(['Prod/Shop']);
  expect((await synthesise(cdk, 'app', undefined)).manifests).toEqual([MANIFEST]);
  expect(disposed).toBe(0);
});

test('a stack that is not there is refused with those that are, and the assembly is let go', async () => {
  await expect(synthesise(cdk, 'app', 'Shopp')).rejects.toThrow('no stack Shopp, but Shop, Prod/Shop');
  expect(disposed).toBe(1);
});

test('an app whose stacks all stand in Stages needs one named', async () => {
  folder.write('manifest.json', {
    artifacts: { 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } },
  });
  await expect(synthesise(cdk, 'app', undefined)).rejects.toThrow('choose one with --stack (Prod/Shop)');
  folder.write('manifest.json', {});
  await expect(synthesise(cdk, 'app', undefined)).rejects.toThrow('The app has no stack.');
});

describe('deployment', () => {
  const run = async (template?: Template) => {
    const steps: string[] = [];
    const outputs = await deploy(await synthesise(cdk, 'app', undefined), {
      cdk,
      deployed: deployedStack({}, template),
      variantsDir: `${folder.path}-step`,
      onStep: (stack, step, of) => steps.push(`${stack} ${step}/${of}`),
    });
    return { steps, outputs };
  };

  test.each([
    ['the stack is new', undefined],
    ['one index is added', notes('a')],
  ])('one where %s', async (_, template) => {
    expect(await run(template)).toEqual({ steps: [], outputs: new Map([['Shop', { Url: 'Shop' }]]) });
    expect(deployments).toEqual(['assembly Shop']);
  });

  test('several where indexes ask for it, the assembly itself at last', async () => {
    expect((await run(notes())).steps).toEqual(['Shop 1/3', 'Shop 2/3']);
    expect(deployments).toEqual(['variant Shop', 'variant Shop', 'assembly Shop']);
  });
});

test('the manifests that are deployed, by backend; none before the first deployment', async () => {
  const { stacks } = await synthesise(cdk, 'app', undefined);
  const outputs = { PlinthManifest: 's3://bucket/key', PlinthConfig: '{}' };
  expect(await manifestsBefore(deployedStack(outputs), stacks)).toEqual(new Map([['Shop', MANIFEST]]));
  expect(await manifestsBefore(deployedStack(undefined), stacks)).toEqual(new Map());
});
