import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { LOCAL_REGION } from '../local/environment.js';
import { chooseBackend, type ClientConfig, configsOf } from './config.js';

export const NOT_RUNNING = 'The emulator does not answer: is `plinth dev` running in this folder?';

/**
 * The configuration of the backend that `plinth dev` runs in a folder, as it wrote it there.
 *
 * @throws Failure if there is none, or several and none is chosen.
 */
export function configHere(cwd: string, backend: string | undefined): ClientConfig {
  const folder = join(cwd, '.plinth');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^config(?:\..+)?\.json$/.test(name)) : [];
  if (files.length === 0)
    throw new Failure('No backend runs here: start `plinth dev` in this folder, or name a deployed stack with --stack.');
  const found = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ClientConfig);
  return chooseBackend(found, backend, folder);
}

/** The stack that such a backend is deployed as. @throws Failure if it is not, or nothing answers */
export async function stackHere({ backendId, cognitoEndpoint: endpoint }: ClientConfig): Promise<string> {
  const { CloudFormationClient, paginateDescribeStacks } = await import('@aws-sdk/client-cloudformation');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudFormationClient({ endpoint, region: LOCAL_REGION, credentials, maxAttempts: 1 });
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      for (const { StackName, Outputs = [] } of Stacks) {
        const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
        if (StackName !== undefined && configsOf(outputs).some((config) => config.backendId === backendId)) return StackName;
      }
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ECONNREFUSED') throw new Failure(NOT_RUNNING);
    throw error;
  }
  throw new Failure(`The backend ${backendId} is not deployed at ${endpoint}: start \`plinth dev\` in this folder.`);
}
