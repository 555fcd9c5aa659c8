import type { Cdk } from '../../../cli/deploy/cdk';
import { manifestsBefore, synthesise } from '../../../cli/deploy/synthesis';
import { assemblyFiles, deployedStack, MANIFEST, temporaryFolder } from '../support';

const folder = temporaryFolder();
let disposed = 0;
const cdk = {
  synthesise: async () => ({
    cloudAssembly: { directory: folder.path, stacksRecursively: [{ hierarchicalId: 'Prod/Shop' }, { hierarchicalId: 'Shop' }] },
    dispose: async () => {
      disposed += 1;
    },
  }),
} as unknown as Cdk;

beforeEach(() => {
  disposed = 0;
  for (const [name, content] of Object.entries(assemblyFiles())) folder.write(name, content);
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

test('the manifests that are deployed, by backend; none before the first deployment', async () => {
  const { stacks } = await synthesise(cdk, 'app', undefined);
  const outputs = { PlinthManifest: 's3://bucket/key', PlinthConfig: '{}' };
  expect(await manifestsBefore(deployedStack(outputs), stacks)).toEqual(new Map([['Shop', MANIFEST]]));
  expect(await manifestsBefore(deployedStack(undefined), stacks)).toEqual(new Map());
});
