import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { putLocalSecrets, readLocalSecrets, SECRETS_FILE } from '../../../cli/dev/secrets';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => writeFileSync(join(folder, SECRETS_FILE), text);

test('secrets are text, or JSON as text', () => {
  expect(readLocalSecrets(folder).size).toBe(0);
  write('{ "shop/fcm": { "type": "service_account" }, "shop/key": "text" }');
  expect([...readLocalSecrets(folder)]).toEqual([
    ['shop/fcm', '{"type":"service_account"}'],
    ['shop/key', 'text'],
  ]);
});

test.each(['{', '[]', '"text"', 'null'])('a file that holds %s is refused by its name', (text) => {
  write(text);
  expect(() => readLocalSecrets(folder)).toThrow(SECRETS_FILE);
});

test('what is there already stays; another error is told', async () => {
  const manager = mockClient(SecretsManagerClient);
  manager
    .on(CreateSecretCommand)
    .rejectsOnce(Object.assign(new Error('exists'), { name: 'ResourceExistsException' }))
    .resolves({});
  await putLocalSecrets(
    new Map([
      ['a', '1'],
      ['b', '2'],
    ]),
  );
  expect(manager.commandCalls(CreateSecretCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: 'a', SecretString: '1' },
    { Name: 'b', SecretString: '2' },
  ]);
  manager.on(CreateSecretCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(putLocalSecrets(new Map([['c', '3']]))).rejects.toThrow('no');
});
