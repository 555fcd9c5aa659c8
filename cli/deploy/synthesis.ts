import type { CachedCloudAssembly } from '@aws-cdk/toolkit-lib';
import type { Manifest } from '../../lib/manifest/index.js';
import { Failure } from '../failure.js';
import { type AssembledStack, assembledManifests, readAssembly } from '../read/assembly.js';
import { type Deployed, deployedManifests } from '../read/deployed.js';
import type { Cdk } from './cdk.js';

/** A cloud assembly, and what of it is to be deployed. */
export interface Synthesis {
  readonly assembly: CachedCloudAssembly;
  readonly directory: string;
  /** Those that others depend on come first. */
  readonly stacks: readonly AssembledStack[];
  readonly manifests: readonly Manifest[];
}

/**
 * Runs the app.
 *
 * @param stack name or id of the one stack to deploy; otherwise all that stand in no Stage are
 * @throws Failure if the app fails, or has no such stack
 */
export async function synthesise(cdk: Cdk, app: string, stack: string | undefined): Promise<Synthesis> {
  const assembly = await cdk.synthesise(app);
  try {
    const directory = assembly.cloudAssembly.directory;
    const order = assembly.cloudAssembly.stacksRecursively.map(({ hierarchicalId }) => hierarchicalId);
    const stacks = chooseStacks(readAssembly(directory), stack).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { assembly, directory, stacks, manifests: stacks.flatMap(assembledManifests) };
  } catch (error) {
    await assembly.dispose();
    throw error;
  }
}

function chooseStacks(stacks: readonly AssembledStack[], name: string | undefined): AssembledStack[] {
  const ids = stacks.map(({ id }) => id).join(', ');
  const chosen = stacks.filter(({ id, stackName, topLevel }) => (name === undefined ? topLevel : id === name || stackName === name));
  if (chosen.length > 0) return chosen;
  if (name !== undefined) throw new Failure(`The app has no stack ${name}, but ${ids || 'none at all'}.`);
  throw new Failure(ids === '' ? 'The app has no stack.' : `All stacks of the app stand in Stages: choose one with --stack (${ids}).`);
}

/** Of the backends in these stacks, the manifests that are deployed now, by backend id. */
export async function manifestsBefore(deployed: Deployed, stacks: readonly AssembledStack[]): Promise<Map<string, Manifest>> {
  const found = await Promise.all(stacks.map(({ stackName }) => deployedManifests(deployed, stackName)));
  return new Map(found.flat().map((manifest) => [manifest.backendId, manifest]));
}
