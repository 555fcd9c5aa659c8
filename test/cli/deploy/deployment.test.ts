import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cdk } from '../../../cli/deploy/cdk';
import { deployStack } from '../../../cli/deploy/deployment';
import { planStack } from '../../../cli/deploy/plan';
import type { Synthesis } from '../../../cli/deploy/synthesis';
import type { Template } from '../../../cli/deploy/template';
import { readAssembly } from '../../../cli/read/assembly';
import type { Deployed, DeployedTable } from '../../../cli/read/deployed';
import type { FillPage } from '../../../cli/transfer/engine';
import type { FieldSpec, Manifest } from '../../../lib/manifest';
import { assemblyFiles, deployedStack, HASH, recordingLog, temporaryFolder } from '../support';

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
  /** The manifest that is deployed; none unless given. */
  readonly manifest?: Manifest;
  readonly wantedManifest?: Manifest;
  /** What filling finds. */
  readonly conflicts?: FillPage['conflicts'];
  /** Whether DynamoDB has no such table. */
  readonly elsewhere?: boolean;
}

/** Deploys, and answers what happened in order. */
async function run({ before, wanted = notes('a', 'b'), tables = [], statuses = [], failing, ...manifests }: Case) {
  for (const [name, content] of Object.entries(assemblyFiles(wanted))) folder.write(name, content);
  if (manifests.wantedManifest) folder.write(`asset.${HASH}/manifest.json`, manifests.wantedManifest);
  const happened: string[] = [];
  async function* filled({ part }: { part: number }, options: object) {
    if (part === 0) happened.push(`fills ${JSON.stringify(options)}`);
    yield { items: 3, written: 1, conflicts: part === 0 ? (manifests.conflicts ?? []) : [] };
  }
  const [answers, states] = [[...tables], [...statuses]];
  const deployed: Deployed = {
    ...deployedStack(manifests.manifest ? { PlinthManifest: 's3://bucket/key' } : {}, before),
    object: async () => JSON.stringify(manifests.manifest),
    status: async () => states.shift() ?? 'UPDATE_COMPLETE',
    table: async (): Promise<DeployedTable | undefined> =>
      manifests.elsewhere ? undefined : { items: 1200, indexes: new Map(Object.entries(answers.shift() ?? {})) },
  };
  let deployments = 0;
  const cdk = {
    open: async (directory: string) => directory,
    deploy: async (assembly: unknown, id: string) => {
      deployments += 1;
      if (deployments === failing) throw new Error('Notes (AWS::DynamoDB::GlobalTable): throttled');
      const pending = typeof assembly === 'string' && readFileSync(join(assembly, 'Shop.template.json'), 'utf8').includes('plinth:fill');
      happened.push(`${typeof assembly === 'string' ? 'variant' : 'assembly'} ${id}${pending ? ', to be filled' : ''}`);
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
      patience: {
        wait: async () => undefined,
        outlastCalls: async () => void happened.push('waits for calls'),
        say: (text) => happened.push(text),
        progress: (text) => happened.push(text),
      },
      openFiller: async () => ({ renew: async () => undefined, fillItems: filled }),
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
  const tables: Record<string, string>[] = [
    { old: 'ACTIVE' },
    { old: 'ACTIVE', a: 'CREATING' },
    { old: 'ACTIVE', a: 'ACTIVE' },
    {},
    { old: 'DELETING' },
  ];
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
      'Shop: step 1 of 3 failed: make the index b of shop.notes.',
      'Clients are served by the earlier declaration. Deploy again: it goes on from what is deployed.',
    ].join('\n'),
  );
  await expect(run({ before: notes('a'), wanted: notes('b'), failing: 3 })).rejects.toThrow(
    /Steps 1 to 2 hold\.\nClients are served by the new declaration/,
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

describe('items that are there', () => {
  const manifest = (email: Partial<FieldSpec>, kind: Partial<FieldSpec> = {}): Manifest => ({
    manifestVersion: 1,
    backendId: 'shop',
    data: {
      models: {
        notes: {
          fields: { email: { type: 'string', ...email }, kind: { type: 'string', ...kind } },
          rules: [{ allow: 'owner' }],
          indexes: {},
        },
      },
    },
  });
  const unique = { manifest: manifest({}), wantedManifest: manifest({ unique: true }, { defaultValue: 'plain' }) };
  const claim = 'claim the unique values of items that are there (shop.notes: email)';
  const fill = 'give items that are there what they lack (shop.notes: claims to unique values of email, defaults of kind)';

  test('are claimed before the switch and filled after it, before anything is dropped', async () => {
    expect(await run({ before: notes('a', 'b'), wanted: notes('a'), ...unique })).toEqual([
      'fills {"defaults":[],"tidies":false}',
      'shop.notes: 3 of about 1,200 items, 1 written (claims to unique values of email, defaults of kind)',
      expect.anything(),
      expect.anything(),
      expect.anything(),
      `Shop: step 1 of 4: ${claim}`,
      'variant Shop, to be filled',
      'Shop: step 2 of 4: switch to the new declaration, handlers and functions together',
      'waits for calls',
      'fills {"defaults":["kind"],"tidies":true}',
      expect.anything(),
      expect.anything(),
      expect.anything(),
      expect.anything(),
      `Shop: step 3 of 4: ${fill}`,
      'assembly Shop',
      'Shop: step 4 of 4: drop the index b of shop.notes',
    ]);
  });

  test('are filled by the next deployment where one was interrupted after its switch', async () => {
    const { Resources = {} } = notes('a');
    const pending = { backendId: 'shop', model: 'notes', table: 'shop.notes', unique: ['email', 'gone'], defaults: ['kind'], marks: [] };
    const before = { Resources: { Notes: { ...Resources.Notes, Metadata: { 'plinth:fill': pending } } } } as unknown as Template;
    const happened = await run({ before, wanted: notes('a'), manifest: unique.wantedManifest, wantedManifest: unique.wantedManifest });
    expect(happened.filter((line) => !line.startsWith('shop.notes: '))).toEqual([
      'variant Shop, to be filled',
      'Shop: step 1 of 3: switch to the new declaration, handlers and functions together',
      'waits for calls',
      'fills {"defaults":["kind"],"tidies":true}',
      `Shop: step 2 of 3: ${fill}`,
      'assembly Shop',
      'Shop: step 3 of 3: note that nothing is left to fill',
    ]);
  });

  test('with values that are not unique are named, and nothing is switched', async () => {
    const conflicts = [{ field: 'email', value: 'a@example.com', ids: ['1', '2'] as const }];
    await expect(run({ before: notes('a'), wanted: notes('a'), ...unique, conflicts })).rejects.toThrow(
      /- notes\.email "a@example\.com": 1 and 2\n[^]*step 1 of 4 failed: claim .*\nClients are served by the earlier declaration/,
    );
  });

  test('in a table whose name nobody here knows are not filled, which is said', async () => {
    const happened = await run({ before: notes('a'), wanted: notes('a'), ...unique, elsewhere: true });
    expect(happened).toContain(
      'notes: its table was made elsewhere, so its items are not filled (claims to unique values of email, defaults of kind)',
    );
    expect(happened.at(-1)).toBe('Shop: step 4 of 4: note that nothing is left to fill');
  });

  test('of a model that is new, or whose declaration asks nothing more, are left alone', async () => {
    expect(
      await run({
        before: notes('a'),
        wanted: notes('a'),
        manifest: { ...manifest({}), data: { models: {} } },
        wantedManifest: manifest({ unique: true }),
      }),
    ).toEqual(['assembly Shop']);
    expect(
      await run({ before: notes('a'), wanted: notes('a'), manifest: manifest({ unique: true }), wantedManifest: manifest({}) }),
    ).toEqual(['assembly Shop']);
  });
});

test('who waits is told at once what for, and reminded every half minute', async () => {
  const { patience } = await import('../../../cli/deploy/patience');
  const log = recordingLog();
  let now = 0;
  const { progress, say, wait } = patience(log, true, () => now);
  for (now of [0, 10_000, 31_000, 40_000]) say('filling a');
  say('filling b');
  await wait();
  for (now of [40_000, 45_000, 50_000]) progress(`at ${now}`);
  expect(log.lines).toEqual(['  filling a', '  filling a, since 31 s', '  filling b', '  at 40000', '  at 50000']);
});
