import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { clientVariables } from '../../../cli/local/environment';
import { cdk, ROOT } from '../../support/cdk';
import { type AnyClient, type Deployment, endpoint, guest, localConfig, type Person, sdkOf, signedUp } from '../deployment';
import { emptyFolder, Plinth } from './program';

const STACK = 'Changes';
const TABLE = `${STACK}.notes`;
const app = emptyFolder(`${process.pid}-changes`);
const at = endpoint();
const dynamodb = new DynamoDBClient(sdkOf(at));
const variables = (change: string) => ({ ...clientVariables({}, at), CHANGE: change, CDK_VALIDATION: 'false' });
const start = (change: string, ...args: string[]) => new Plinth(app, ['deploy', ...args], variables(change));
const deploy = async (change: string, ...args: string[]) => {
  const plinth = start(change, ...args);
  return { code: await plinth.ended(), output: plinth.output };
};

/** The indexes of the table by their declared names. */
async function indexes(): Promise<string[]> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  return (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = '' }) => IndexName.split('-')[0] as string).sort();
}

/** The deployed stack, called by the client of a declaration. */
async function backend(change: string): Promise<Deployment> {
  const { Stacks = [] } = await new CloudFormationClient(sdkOf(at)).send(new DescribeStacksCommand({ StackName: STACK }));
  const outputs = Object.fromEntries((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  return { endpoint: at, stack: STACK, outputs, client: join(app, 'client', change), config: localConfig(at, outputs) };
}

/** Reads and writes, also by way of a function, a call every 50 ms, until it is told to end; answers how many notes it has made, and every error. */
function useAllTheWhile(api: AnyClient) {
  const end = new AbortController();
  const errors: unknown[] = [];
  let made = 0;
  const run = (async () => {
    while (!end.signal.aborted) {
      try {
        const note = await api.data.notes.create({ title: `Note ${made}`, kind: 'plain', stars: made, code: randomUUID() });
        made += 1;
        await delay(50);
        await api.data.notes.update(note.id, { kind: 'rich', code: randomUUID() }, { ifVersion: note.version });
        await delay(50);
        if ((await api.data.notes.get(note.id)).kind !== 'rich') throw new Error('what was written was not read');
        await delay(50);
        if ((await api.data.notes.newest({ owner: 'me', order: 'desc', limit: 1 })).items.length !== 1) throw new Error('an empty list');
        await delay(50);
        if ((await api.functions.latest({})).title !== note.title) throw new Error('the function saw another note');
        await delay(50);
      } catch (error) {
        errors.push(error);
      }
    }
  })();
  return async () => {
    end.abort();
    await run;
    return { made, errors };
  };
}

/** A person with the client of another declaration. */
async function as({ email, password }: Person, change: string): Promise<AnyClient> {
  const api = await guest(await backend(change));
  await api.auth.signIn({ email, password });
  return api;
}

/** How many notes a person has, by an index that only the later declaration has. */
async function countByStars(person: Person): Promise<number> {
  const api = await as(person, 'indexes');
  let items = 0;
  for await (const _ of api.data.notes.byStars({ owner: 'me' })) items += 1;
  return items;
}

const EARLIER = 30;
let earlier: Person;

beforeAll(async () => {
  cpSync(join(ROOT, 'test/e2e/apps/changes'), app, { recursive: true });
  const { code, output } = await deploy('first', '--yes');
  if (code !== 0) throw new Error(output);
  earlier = await signedUp(await backend('first'), 'earlier');
  for (let stars = 0; stars < EARLIER; stars += 1) await earlier.api.data.notes.create({ title: `Before ${stars}`, kind: 'plain', stars });
});

test('more rights, or what deployed clients notice, is not deployed unless somebody agrees', async () => {
  const { code, output } = await deploy('indexes');
  expect([code, output]).toEqual([
    1,
    expect.stringContaining('deployed clients do not go on as before?\nNobody can be asked here: say --yes'),
  ]);
  expect(output).toContain('index notes.byTitle: queries by it are refused');
  expect(await indexes()).toEqual(['byTitle', 'newest']);
});

test('a plain `cdk deploy` of two index changes is refused at synthesis, since it is known what is deployed', async () => {
  expect(JSON.parse(readFileSync(join(app, 'plinth.deployed.json'), 'utf8'))[STACK][TABLE]).toHaveLength(2);
  const plain = cdk(at, ['deploy', '--require-approval', 'never'], { cwd: app, env: variables('indexes') });
  await expect(plain).rejects.toThrow(/data\.models\.notes\.indexes: .*npx plinth deploy/);
  expect(await indexes()).toEqual(['byTitle', 'newest']);
});

test('where it is not known, CloudFormation refuses it, and nothing is lost', async () => {
  const plain = cdk(at, ['deploy', '--require-approval', 'never'], { cwd: app, env: { ...variables('indexes'), PLINTH_STEPS: '1' } });
  await expect(plain).rejects.toThrow('Cannot perform more than one GSI creation or deletion in a single update');
  expect(await indexes()).toEqual(['byTitle', 'newest']);
  expect((await earlier.api.data.notes.newest({ owner: 'me', limit: 100 })).items).toHaveLength(EARLIER);
});

test('three index changes, interrupted and gone on with, while a deployed client reads and writes without an error', async () => {
  const meanwhile = await signedUp(await backend('first'), 'meanwhile');
  const end = useAllTheWhile(meanwhile.api);

  const interrupted = start('indexes', '--yes');
  await interrupted.until(/step 1 of 4: make the index byKind/);
  interrupted.interrupt();
  expect([await interrupted.ended(), interrupted.output]).toEqual([130, expect.stringContaining('it goes on from there')]);
  expect(interrupted.output).not.toContain('step 3 of');
  expect(await indexes()).toEqual(expect.arrayContaining(['byKind', 'byTitle', 'newest']));

  const { code, output } = await deploy('indexes', '--yes');
  expect([code, output]).toEqual([0, expect.stringContaining(`deployed ${STACK}`)]);
  expect(output).not.toContain('make the index byKind');
  expect(output).toMatch(/switch to the new declaration, handlers and functions together\n[^]*: drop the index byTitle/);
  expect(await indexes()).toEqual(['byKind', 'byStars', 'newest']);

  const { made, errors } = await end();
  expect(errors).toEqual([]);
  expect(made).toBeGreaterThan(5);

  // What was there before is in the new indexes, and what came meanwhile.
  expect(await countByStars(earlier)).toBe(EARLIER);
  expect(await countByStars(meanwhile)).toBe(made);
});

test('deployed again, nothing is left to do', async () => {
  expect((await deploy('indexes', '--dry-run')).output).toContain('Changes is as declared');
  expect((await deploy('indexes')).code).toBe(0);
});

describe('what existing items lack', () => {
  const filled = async () => as(earlier, 'filled');

  test('values that are to be unique and are not are named, and nothing is switched', async () => {
    const api = await as(earlier, 'indexes');
    const [a, b] = [await api.data.notes.create({ title: 'A', code: 'twice' }), await api.data.notes.create({ title: 'B', code: 'twice' })];
    await api.data.notes.create({ title: 'C', code: 'once', done: true });
    const { code, output } = await deploy('filled', '--yes');
    expect([code, output]).toEqual([1, expect.stringMatching(/- notes\.code "twice": \S+ and \S+\n[^]*served by the earlier declaration/)]);
    for (const { id } of [a, b]) expect(output).toContain(id);
    await api.data.notes.update(b.id, { code: 'other' });
  });

  test('is filled, interrupted and gone on with, while a deployed client reads and writes without an error', async () => {
    const meanwhile = await as(await signedUp(await backend('indexes'), 'filling'), 'indexes');
    const end = useAllTheWhile(meanwhile);
    const interrupted = start('filled', '--yes');
    await interrupted.until(/step \d of \d: switch to the new declaration/);
    interrupted.interrupt();
    await interrupted.ended();
    const { code, output } = await deploy('filled', '--yes');
    expect([code, output]).toEqual([0, expect.stringContaining(`deployed ${STACK}`)]);
    expect((await deploy('filled', '--dry-run')).output).toContain('Changes is as declared');
    const { made, errors } = await end();
    expect(errors).toEqual([]);
    expect(made).toBeGreaterThan(5);
  });

  test('is there afterwards: claims, defaults, and keys of indexed booleans', async () => {
    const { data } = (await filled()) as AnyClient;
    await expect(data.notes.create({ title: 'D', code: 'once' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(data.notes.create({ title: 'D', code: 'twice' })).rejects.toMatchObject({ code: 'conflict' });
    const [done] = (await data.notes.byDone({ owner: 'me', done: true })).items;
    expect(done).toMatchObject({ title: 'C', code: 'once', kind: 'plain', version: 1 });
  });

  test('each code is claimed once, by the item that has it, whichever handlers wrote it', async () => {
    const stored = [];
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: TABLE })) stored.push(...Items);
    const claims = stored.flatMap(({ _claim }) => _claim?.S ?? []).sort();
    const coded = stored.flatMap(({ id, code }) => (code === undefined ? [] : (id?.S ?? []))).sort();
    expect(coded.length).toBeGreaterThan(20);
    expect(claims).toEqual(coded);
    expect(stored.every((item) => '_claim' in item || 'kind' in item)).toBe(true);
  });
});

test.each([
  ['renamed', 'the model notes is gone and articles has its fields', 'plinth export notes'],
  [
    'otherTable',
    'the table Changes.notes would be replaced by a new, empty one, since its name changes: "Changes.notes" → "elsewhere"',
    'plinth import',
  ],
])('what would leave items behind is refused, with the way to move them: %s', async (change, refusal, way) => {
  const { code, output } = await deploy(change, '--yes');
  expect([code, output]).toEqual([1, expect.stringContaining(refusal)]);
  expect(output).toContain(way);
  expect(await indexes()).toEqual(['byDone', 'byKind', 'byStars', 'newest']);
});

test('a model that is removed keeps its table, which is said before', async () => {
  const text = 'the table Changes.drafts leaves the stack and is kept with its items';
  expect((await deploy('removed', '--dry-run')).output).toContain(text);
  expect(await deploy('removed')).toEqual({ code: 1, output: expect.stringContaining('say --yes if that is meant') });
  expect(await deploy('removed', '--yes')).toEqual({ code: 0, output: expect.stringContaining(text) });
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: `${STACK}.drafts` }));
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', DeletionProtectionEnabled: true });
});

test('after all of it the tables have the protection and recovery of production', async () => {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  const backups = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: TABLE }));
  expect(Table?.DeletionProtectionEnabled).toBe(true);
  expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
});
