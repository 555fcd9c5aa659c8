import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { deploy, ROOT } from '../support/cdk';
import { clientOf, type Deployment, E2E_DIR, endpoint, localConfig, type Person, sdkOf, signedUp } from './deployment';

/** By the folder of the client, with the output that has its configuration: after the first one they append the backend's id. */
const OUTPUTS = {
  open: 'PlinthConfig',
  pooled: 'PlinthConfigPooled',
  second: 'PlinthConfigSecond',
  nested: 'PlinthConfigStandalone',
} as const;
type Name = keyof typeof OUTPUTS;

let backends: Record<Name, Deployment>;

beforeAll(async () => {
  const at = endpoint();
  const output = join(E2E_DIR, 'standalone');
  mkdirSync(output, { recursive: true });
  const { Standalone: outputs } = await deploy(at, {
    cwd: join(ROOT, 'test/e2e/apps/standalone'),
    output,
    env: { CLIENT_OUT: join(output, 'client'), PLINTH_NO_CLIENT: '' },
  });
  const backend = (name: Name): Deployment => ({
    endpoint: at,
    stack: 'Standalone',
    outputs: outputs!,
    client: join(output, 'client', name),
    config: localConfig(at, { PlinthConfig: outputs![OUTPUTS[name]]! }),
  });
  backends = { open: backend('open'), pooled: backend('pooled'), second: backend('second'), nested: backend('nested') };
});

test('each is called by its own id, in its tables too', async () => {
  const ids = Object.values(backends).map(({ config }) => config.backendId);
  expect(ids).toEqual(['open', 'pooled', 'second', 'Standalone']);
  expect(new Set(Object.values(backends).map(({ config }) => config.apiUrl)).size).toBe(4);
  const { TableNames } = await new DynamoDBClient(sdkOf(endpoint())).send(new ListTablesCommand({}));
  expect(TableNames).toEqual(expect.arrayContaining(['Standalone.notes', 'open.notes', 'pooled.notes', 'second.notes']));
});

test('data alone serves everyone, with nobody to sign in', async () => {
  const { createClient } = await clientOf(backends.open);
  const api = createClient(backends.open.config);
  const { id } = await api.data.notes.create({ title: 'Open' });
  expect(await api.data.notes.get(id)).toMatchObject({ title: 'Open', version: 1 });
  expect((await api.data.notes.newest({ title: 'Open' })).items).toHaveLength(1);
  expect(backends.open.config).not.toHaveProperty('userPoolId');
});

test.each<Name>(['pooled', 'second', 'nested'])('the backend %s has its own people and their items', async (name) => {
  const to = backends[name];
  const ada = await signedUp(to, name);
  const { id } = await ada.api.data.notes.create({ title: name });
  expect(await ada.api.data.notes.get(id)).toMatchObject({ title: name, owner: ada.id });
  await expect((await signedUp(to)).api.data.notes.get(id)).rejects.toMatchObject({ code: 'not-found' });
  await expectStranger(ada, name);
});

/** A session of one backend is none of another's. */
async function expectStranger(person: Person, name: Name): Promise<void> {
  const { accessToken } = await person.api.auth.session();
  for (const other of (['pooled', 'second', 'nested'] as const).filter((each) => each !== name)) {
    const answer = await fetch(`${backends[other].config.apiUrl}/data/notes?title=x`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect([other, answer.status]).toEqual([other, 401]);
  }
}
