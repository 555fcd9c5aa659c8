import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, DescribeSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { putLocalSecrets, readLocalSecrets, requireSecrets, SECRETS_FILE, secretsNamed } from '../../../cli/dev/secrets';

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

const failing = (name: string) => Object.assign(new Error(name), { name });

test('what is there already gets the value of the file; another error is told', async () => {
  const manager = mockClient(SecretsManagerClient);
  manager.on(CreateSecretCommand).rejectsOnce(failing('ResourceExistsException')).resolves({});
  manager.on(PutSecretValueCommand).resolves({});
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
  expect(manager.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input)).toEqual([{ SecretId: 'a', SecretString: '1' }]);
  manager.on(CreateSecretCommand).rejects(failing('AccessDeniedException'));
  await expect(putLocalSecrets(new Map([['c', '3']]))).rejects.toThrow('AccessDenied');
});

/** As CDK writes the ARN of a secret of this name. */
const arn = (name: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:us-east-1:', { Ref: 'AWS::AccountId' }, `:secret:${name}`]],
});

test('the secrets that a template names, each with what may stand for it', () => {
  const Role = { Type: 'AWS::IAM::Role', Properties: { Resource: [arn('shop/fcm-??????'), arn('shop/stripe-??????'), { Ref: 'Made' }] } };
  const fcm = { Type: 'Custom::PlinthPlatformApplication', Properties: { platform: 'fcm', secretArn: arn('shop/fcm') } };
  const ours = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/made' } };
  const others = {
    Type: 'AWS::IAM::Policy',
    Properties: { Resource: [arn('shop/made'), 'arn:aws:secretsmanager:us-east-1:111122223333:secret:theirs-AbCdEf'] },
  };
  expect([...secretsNamed([{ Resources: { Role, fcm, ours, others } }, {}])]).toEqual([
    ['shop/fcm', { type: 'service_account', project_id: 'this-machine' }],
    ['shop/stripe', 'any text'],
  ]);
});

test('one that is not there is refused with the entry to paste', async () => {
  const manager = mockClient(SecretsManagerClient);
  const named = new Map([['shop/stripe', 'any text']]);
  manager.on(DescribeSecretCommand).resolvesOnce({}).rejects(failing('ResourceNotFoundException'));
  await requireSecrets(named);
  await expect(requireSecrets(named)).rejects.toThrow(
    'The secret shop/stripe is not on this machine. Add to local-secrets.json, beside cdk.json (never a real credential):\n{\n  "shop/stripe": "any text"\n}',
  );
  await expect(requireSecrets(new Map([...named, ['b', 'any text']]))).rejects.toThrow('The secrets shop/stripe, b are not');
  manager.on(DescribeSecretCommand).rejects(failing('AccessDeniedException'));
  await expect(requireSecrets(named)).rejects.toThrow('AccessDenied');
});
