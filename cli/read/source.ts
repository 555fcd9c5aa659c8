import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Manifest } from '../../lib/manifest/index.js';
import type { Context } from '../context.js';
import { Failure, UsageFailure } from '../failure.js';
import { assembledManifests, readAssembly } from './assembly.js';
import { chooseBackend } from './config.js';
import { deployedManifests, deployedOnAws } from './deployed.js';

/** Options of the commands that read one manifest. */
export interface SourceOptions {
  readonly app?: string;
  readonly stack?: string;
  readonly backend?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** How these options are written. */
export const sourceOptions = () => [
  new Option('--app <dir>', 'cloud assembly to read, as `cdk synth` writes it (default: cdk.out if no --stack is given)'),
  new Option('--stack <name>', 'deployed stack to read; with --app, the stack in the assembly'),
  ...deployedOptions(),
];

export const deployedOptions = () => [
  new Option('--backend <id>', 'which backend, if there are several'),
  new Option('--region <region>', 'AWS Region of the stack (default: as the AWS CLI finds it)'),
  new Option('--profile <name>', 'profile of the AWS CLI (default: AWS_PROFILE)'),
];

/**
 * The manifest that the options mean: of a cloud assembly, or of what is deployed.
 *
 * @throws Failure if there is none, or several and none is chosen.
 */
export async function readSource({ app, stack, backend, region, profile }: SourceOptions, { cwd, env }: Context): Promise<Manifest> {
  if (stack !== undefined && app === undefined) {
    const deployed = await deployedOnAws({ env, region, profile });
    if ((await deployed.outputs(stack)) === undefined) throw new Failure(noStack(stack));
    return chooseBackend(await deployedManifests(deployed, stack), backend, `the stack ${stack}`);
  }
  if (app === undefined && !existsSync(resolve(cwd, 'cdk.out'))) {
    throw new UsageFailure(
      'Say what to read: --app with a cloud assembly (`npx cdk synth` writes cdk.out), or --stack with a deployed stack.',
    );
  }
  const directory = resolve(cwd, app ?? 'cdk.out');
  const stacks = readAssembly(directory).filter(({ id, stackName }) => stack === undefined || id === stack || stackName === stack);
  if (stacks.length === 0) throw new Failure(`There is no stack ${stack ?? ''} in ${directory}.`);
  return chooseBackend(stacks.flatMap(assembledManifests), backend, directory);
}

export function noStack(stack: string): string {
  return `There is no stack ${stack} here. Is it deployed, and is this its account and Region (--profile, --region)?`;
}
