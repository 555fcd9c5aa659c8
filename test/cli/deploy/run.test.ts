import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cdk } from '../../../cli/deploy/cdk';
import { runDeployment } from '../../../cli/deploy/run';
import type { Synthesis } from '../../../cli/deploy/synthesis';
import type { Template } from '../../../cli/deploy/template';
import { type AssembledStack, assembledManifests, readAssembly } from '../../../cli/read/assembly';
import { assemblyFiles, deployedStack, recordingLog, temporaryFolder } from '../support';

const folder = temporaryFolder();
const table = (name: string, policy = 'Delete') =>
  ({
    Resources: {
      Notes: { Type: 'AWS::DynamoDB::GlobalTable', DeletionPolicy: policy, Properties: { TableName: name, KeySchema: [] } },
    },
  }) as unknown as Template;

interface Case {
  readonly before?: Template;
  readonly wanted?: Template;
  readonly dryRun?: boolean;
  readonly agrees?: boolean;
  readonly stack?: Partial<AssembledStack>;
}

async function run({ before, wanted = table('shop.notes'), dryRun = false, agrees = false, stack: given }: Case) {
  for (const [name, content] of Object.entries(assemblyFiles(wanted))) folder.write(name, content);
  const stack = { ...readAssembly(folder.path)[0]!, ...given };
  const log = recordingLog();
  const [asked, regions, deployments]: [string[], (string | undefined)[], string[]] = [[], [], []];
  const synthesis = { assembly: {}, directory: folder.path, stacks: [stack], manifests: assembledManifests(stack) } as unknown as Synthesis;
  const outcome = await runDeployment(synthesis, {
    cwd: folder.path,
    log,
    dryRun,
    cdk: { deploy: async (_: unknown, id: string) => (deployments.push(id), {}) } as unknown as Cdk,
    reader: async (region) => {
      regions.push(region);
      return deployedStack(before && {}, before);
    },
    fillers: () => async () => ({ renew: async () => undefined, fillItems: () => (async function* () {})() }),
    variantsDir: `${folder.path}-step`,
    patience: { wait: async () => undefined, outlastCalls: async () => undefined, say: log.detail, progress: log.detail },
    agree: async (question) => {
      asked.push(question);
      return agrees;
    },
  }).then(
    () => 'deployed',
    (error: Error) => error.message,
  );
  return { outcome, lines: log.lines, asked, regions, deployments };
}

test('says what it does, does it, and notes what is deployed', async () => {
  const { outcome, lines, asked, deployments } = await run({});
  expect(outcome).toBe('deployed');
  expect(lines).toEqual(['  + model notes', '  Shop, one step:', '    make the stack', 'deployed Shop']);
  expect([asked, deployments]).toEqual([[], ['Shop']]);
  expect(JSON.parse(readFileSync(join(folder.path, 'plinth.deployed.json'), 'utf8'))).toEqual({ Shop: { 'shop.notes': [] } });
});

test('a dry run only says it, and notes what was deployed before', async () => {
  const { deployments, lines } = await run({ before: table('shop.notes'), dryRun: true });
  expect(deployments).toEqual([]);
  expect(lines.at(-1)).toBe('nothing is deployed (--dry-run)');
  expect(existsSync(join(folder.path, 'plinth.deployed.json'))).toBe(true);
});

test('what is refused is refused whatever anyone agrees to', async () => {
  const { outcome, asked, deployments } = await run({ before: table('shop.notes'), wanted: table('other'), agrees: true });
  expect(outcome).toMatch(/^Nothing is deployed:\n- the table shop\.notes would be replaced/);
  expect([asked, deployments]).toEqual([[], []]);
});

test('what is dangerous is asked about, and done if that is agreed to', async () => {
  const gone = { before: table('shop.notes'), wanted: { Resources: {} } };
  const refused = await run(gone);
  expect(refused.asked).toEqual(['Deploy, although items are deleted?']);
  expect([refused.outcome, refused.deployments]).toEqual(['Nothing is deployed.', []]);
  const agreed = await run({ ...gone, agrees: true });
  expect([agreed.outcome, agreed.deployments]).toEqual(['deployed', ['Shop']]);
});

test('a stack is read in its own Region, and by nobody of another account, to whom it would look new', async () => {
  expect((await run({ stack: { region: 'eu-west-1', account: '111122223333' } })).regions).toEqual(['eu-west-1']);
  const { outcome, deployments } = await run({ stack: { account: '999999999999' } });
  expect(outcome).toBe('Shop is for the account 999999999999, and these credentials are of 111122223333: choose others with --profile.');
  expect(deployments).toEqual([]);
});
