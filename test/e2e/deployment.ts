import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { putLocalSecrets, readLocalSecrets } from '../../cli/dev/secrets';
import { newestCode, readMails } from '../../cli/local/mail';
import { deploy, ROOT } from '../support/cdk';

/** Where the deployments of this run keep their assemblies, clients and outputs: two runs at once do not meet. */
export const E2E_DIR = (process.env.PLINTH_E2E_DIR ??= join(ROOT, 'build/e2e', String(process.pid)));

/**
 * The apps that the end-to-end tests share, by the folder of their `cdk.json`, deployed once a run; each has one stack with one backend.
 * The secrets in their `local-secrets.json` are there beforehand. `client` is where an app writes its client, if not to `CLIENT_OUT`.
 */
export const APPS: Readonly<Record<AppName, { folder: string; client?: string }>> = {
  workshop: { folder: 'test/e2e/apps/workshop' },
  notebooks: { folder: 'examples/notebooks', client: 'examples/notebooks/client' },
  grants: { folder: 'test/e2e/apps/grants' },
  rules: { folder: 'test/e2e/apps/rules' },
  archive: { folder: 'test/e2e/apps/archive' },
};

export type AppName = 'workshop' | 'notebooks' | 'grants' | 'rules' | 'archive';

export type AnyClient = any;

export interface Deployment {
  readonly endpoint: string;
  readonly stack: string;
  /** Of the stack, by key. */
  readonly outputs: Record<string, string>;
  /** What `plinth config` would write. */
  readonly config: {
    apiUrl: string;
    region: string;
    userPoolId: string;
    userPoolClientId: string;
    cognitoEndpoint: string;
    backendId: string;
  };
  /** The generated client's folder. */
  readonly client: string;
}

export function endpoint(): string {
  return JSON.parse(readFileSync(join(E2E_DIR, 'emulator.json'), 'utf8')).endpoint;
}

/** What an SDK client needs to reach an emulator, as root. */
export const sdkOf = (at: string) => ({ endpoint: at, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** Deploys an app by the CDK CLI and notes what tests need of it. */
export async function deployApp(at: string, name: AppName): Promise<Deployment> {
  const { folder, client: own } = APPS[name];
  const cwd = join(ROOT, folder);
  const output = join(E2E_DIR, name);
  mkdirSync(output, { recursive: true });
  await putLocalSecrets(readLocalSecrets(cwd), new SecretsManagerClient(sdkOf(at)));
  const client = own ? join(ROOT, own) : join(output, 'client');
  const stacks = await deploy(at, { cwd, output, env: { CLIENT_OUT: client, PLINTH_NO_CLIENT: '' } });
  const [[stack, outputs]] = Object.entries(stacks) as [[string, Record<string, string>]];
  const deployment = { endpoint: at, stack, outputs, client, config: localConfig(at, outputs) };
  writeFileSync(join(output, 'deployment.json'), JSON.stringify(deployment));
  return deployment;
}

/** The stack's public configuration as the emulator serves it: API Gateway's host names do not resolve here, its path form does. */
export function localConfig(at: string, outputs: Record<string, string>): Deployment['config'] {
  const config = JSON.parse(outputs.PlinthConfig!);
  const id = new URL(config.apiUrl).host.split('.')[0];
  return { ...config, apiUrl: `${at}/_aws/execute-api/${id}/$default`, cognitoEndpoint: at };
}

export function deployment(name: AppName): Deployment {
  const file = join(E2E_DIR, name, 'deployment.json');
  if (!existsSync(file)) throw new Error(`${name} was not deployed: see test/e2e/global.ts`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What CloudFormation calls a resource of the stack, found by its type and its logical id. */
export async function physicalId(to: Deployment, type: string, logicalId: RegExp): Promise<string> {
  const client = new CloudFormationClient(sdkOf(to.endpoint));
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: to.stack })) {
    const found = StackResourceSummaries.find((each) => each.ResourceType === type && logicalId.test(each.LogicalResourceId ?? ''));
    if (found) return found.PhysicalResourceId!;
  }
  throw new Error(`There is no ${type} like ${logicalId} in ${to.stack}`);
}

/** The generated client's module. */
export async function clientOf(to: Deployment): Promise<AnyClient> {
  return import(join(to.client, 'index.js'));
}

export interface Person {
  readonly api: AnyClient;
  readonly email: string;
  readonly password: string;
  /** What the backend calls the owner of their things. */
  readonly id: string;
}

export const PASSWORD = 'correct horse 9 Battery!';

export function newEmail(name = 'someone'): string {
  return `${name}.${randomBytes(6).toString('hex')}@example.com`;
}

/** The code in the newest mail to an address. */
export async function mailedCode(at: string, email: string): Promise<string> {
  const code = newestCode(await readMails(at), email);
  if (code === undefined) throw new Error(`no mail with a code was sent to ${email}`);
  return code;
}

/** A client without a session. */
export async function guest(to: Deployment, options: Record<string, unknown> = {}): Promise<AnyClient> {
  const { createClient, memoryStorage } = await clientOf(to);
  return createClient(to.config, { storage: memoryStorage(), ...options });
}

/** A new person, signed up, confirmed by the mailed code, and signed in. */
export async function signedUp(to: Deployment, name?: string): Promise<Person> {
  const api = await guest(to);
  const email = newEmail(name);
  await api.auth.signUp({ email, password: PASSWORD });
  await api.auth.confirmSignUp(await mailedCode(to.endpoint, email));
  await api.auth.signIn({ email, password: PASSWORD });
  return { api, email, password: PASSWORD, id: (await api.auth.session()).userId };
}

/** A new person who is in a group, and whose token says so. */
export async function joined(to: Deployment, group: string): Promise<Person> {
  const person = await signedUp(to, group);
  const cognito = new CognitoIdentityProviderClient(sdkOf(to.endpoint));
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: to.config.userPoolId, Username: person.email, GroupName: group }));
  await person.api.auth.signIn({ email: person.email, password: PASSWORD });
  return person;
}

/** Looks until there is something to see: for what happens a moment later. */
export async function eventually<T>(look: () => Promise<T | undefined>, { seconds = 30, what = 'it' } = {}): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await delay(250)) {
    const seen = await look();
    if (seen !== undefined) return seen;
  }
  throw new Error(`${what} was not seen within ${seconds} s`);
}
