import type { Cdk } from '../../../cli/deploy/cdk';
import { deployStack } from '../../../cli/deploy/deployment';
import { planStack } from '../../../cli/deploy/plan';
import type { Synthesis } from '../../../cli/deploy/synthesis';
import type { Template } from '../../../cli/deploy/template';
import { readAssembly } from '../../../cli/read/assembly';
import type { Deployed, DeployedTable } from '../../../cli/read/deployed';
import { assemblyFiles, deployedStack, recordingLog, temporaryFolder } from '../support';

const folder = temporaryFolder();
const notes = (...indexes: string[]): Template => ({
  Resources: {
    Notes: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'shop.notes',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: ['id', ...indexes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        ...(indexes.length > 0 && {
          GlobalSecondaryIndexes: indexes.map((name) => ({ IndexName: name, KeySchema: [{ AttributeName: name, KeyType: 'HASH' }] })),
        }),
      },
    },
  },
});

interface Case {
  readonly before?: Template;
  readonly wanted?: Template;
  /** What DynamoDB says of the table, one answer after the other, then that all is well. */
  readonly tables?: readonly Readonly<Record<string, string>>[];
  readonly statuses?: readonly string[];
  /** The deployment of this number fails. */
  readonly failing?: number;
}

/** Deploys, and answers what happened in order. */
async function run({ before, wanted = notes('a', 'b'), tables = [], statuses = [], failing }: Case) {
  for (const [name, content] of Object.entries(assemblyFiles(wanted))) folder.write(name, content);
  const happened: string[] = [];
  const [answers, states] = [[...tables], [...statuses]];
  const deployed: Deployed = {
    ...deployedStack({}, before),
    status: async () => states.shift() ?? 'UPDATE_COMPLETE',
    table: async (): Promise<DeployedTable> => ({ items: 1200, indexes: new Map(Object.entries(answers.shift() ?? {})) }),
  };
  let deployments = 0;
  const cdk = {
    open: async (directory: string) => directory,
    deploy: async (assembly: unknown, id: string) => {
      deployments += 1;
      if (deployments === failing) throw new Error('Notes (AWS::DynamoDB::GlobalTable): throttled');
      happened.push(`${typeof assembly === 'string' ? 'variant' : 'assembly'} ${id}`);
      return { Url: id };
    },
  } as unknown as Cdk;
  const [stack] = readAssembly(folder.path);
  const outputs = await deployStack(
    await planStack(deployed, stack!),
    { assembly: {}, directory: folder.path, stacks: [stack], manifests: [] } as unknown as Synthesis,
    {
      cdk,
      deployed,
      variantsDir: `${folder.path}-step`,
      onStep: (text) => happened.push(text),
      patience: { wait: async () => undefined, say: (text) => happened.push(text) },
    },
  );
  expect(outputs).toEqual({ Url: 'Shop' });
  return happened;
}

test.each([
  ['the stack is new', undefined],
  ['no index changes', notes('a', 'b')],
])('one deployment where %s', async (_, before) => {
  expect(await run({ before })).toEqual(['assembly Shop']);
});

test('several where indexes ask for it, each filled before the next, the assembly itself at last', async () => {
  const tables = [{ old: 'ACTIVE' }, { old: 'ACTIVE', a: 'CREATING' }, { old: 'ACTIVE', a: 'ACTIVE' }, {}, { old: 'DELETING' }];
  expect(await run({ before: notes('old'), wanted: notes('a', 'b'), tables })).toEqual([
    'variant Shop',
    'filling the index a of shop.notes, about 1,200 items',
    'Shop: step 1 of 4: make the index a of shop.notes',
    'variant Shop',
    'Shop: step 2 of 4: make the index b of shop.notes',
    'variant Shop',
    'Shop: step 3 of 4: switch to the new declaration, handlers and functions together',
    'assembly Shop',
    'dropping the index old of shop.notes, about 1,200 items',
    'Shop: step 4 of 4: drop the index old of shop.notes',
  ]);
});

test('what an interrupted deployment began is waited for before anything else', async () => {
  expect(await run({ before: notes('a'), statuses: ['UPDATE_IN_PROGRESS'], tables: [{ a: 'CREATING' }, { a: 'ACTIVE' }] })).toEqual([
    'Shop is UPDATE_IN_PROGRESS: waiting for the deployment that runs',
    'filling the index a of shop.notes, about 1,200 items',
    'variant Shop',
    'Shop: step 1 of 2: make the index b of shop.notes',
    'assembly Shop',
    'Shop: step 2 of 2: switch to the new declaration, handlers and functions together',
  ]);
});

test('a step that fails says what holds, and who serves', async () => {
  await expect(run({ before: notes('a'), wanted: notes('b'), failing: 1 })).rejects.toThrow(
    [
      'Notes (AWS::DynamoDB::GlobalTable): throttled',
      'Shop: step 1 of 3 failed and was rolled back: make the index b of shop.notes.',
      'Nothing has changed.',
      'Clients are served by the earlier declaration. Deploy again: it goes on from what is deployed.',
    ].join('\n'),
  );
  await expect(run({ before: notes('a'), wanted: notes('b'), failing: 3 })).rejects.toThrow(
    /Steps 1 to 2 hold, and no data is touched\.\nClients are served by the new declaration/,
  );
  await expect(run({ failing: 1 })).rejects.toThrow(/^Notes \(AWS::DynamoDB::GlobalTable\): throttled$/);
});

test('states that only a person can mend are refused, with the command that mends them', async () => {
  await expect(run({ before: notes('a'), statuses: ['UPDATE_ROLLBACK_FAILED'] })).rejects.toThrow(
    'aws cloudformation continue-update-rollback',
  );
  await expect(run({ before: notes('a'), tables: [{ a: 'ACTIVE', b: 'ACTIVE' }] })).rejects.toThrow(
    /has an index b that its stack does not know of.*aws dynamodb update-table --table-name shop\.notes .*"IndexName":"b"/,
  );
});

test('who waits is told at once what for, and reminded every half minute', async () => {
  const { patience } = await import('../../../cli/deploy/patience');
  const log = recordingLog();
  let now = 0;
  const { say, wait } = patience(log, 0, () => now);
  for (now of [0, 10_000, 31_000, 40_000]) say('filling a');
  say('filling b');
  await wait();
  expect(log.lines).toEqual(['  filling a', '  filling a, since 31 s', '  filling b']);
});
