import type { Manifest } from '../../../lib/manifest/index.js';
import { assembledTree, parentOf, type TemplateTree } from '../../deploy/tree.js';
import type { AssembledStack } from '../../read/assembly.js';
import type { Deployed } from '../../read/deployed.js';
import type { LogSource } from './tail.js';
import type { QueueSource } from './dead-letters.js';
import { type DeadLetterQueue, deadLetterQueues, type LoggingFunction, loggingFunctions } from './sources.js';

/** What there is to watch of deployed stacks. */
export interface Sources {
  readonly logs: readonly LogSource[];
  readonly queues: readonly QueueSource[];
}

/** Finds the logs of the functions in these stacks, and what keeps their failures, by what CloudFormation called them. */
export async function deployedSources(
  deployed: Deployed,
  stacks: readonly AssembledStack[],
  manifests: readonly Manifest[],
): Promise<Sources> {
  const found = await Promise.all(stacks.map((stack) => ofStack(deployed, stack, manifests)));
  return { logs: found.flatMap(({ logs }) => logs), queues: found.flatMap(({ queues }) => queues) };
}

async function ofStack(deployed: Deployed, stack: AssembledStack, manifests: readonly Manifest[]): Promise<Sources> {
  const tree = assembledTree(stack);
  const names = await stackNames(deployed, stack.stackName, tree);
  const logs: LogSource[] = [];
  const queues: QueueSource[] = [];
  for (const [path, template] of tree) {
    const physicalId = async (logicalId: string) => deployed.physicalId(names.get(path) ?? '', logicalId);
    const functions = loggingFunctions(template, manifests);
    logs.push(...(await all(functions, (each) => logOf(each, physicalId))));
    queues.push(...(await all(deadLetterQueues(template, functions), (each) => queueOf(each, physicalId))));
  }
  return { logs, queues };
}

type PhysicalId = (logicalId: string) => Promise<string | undefined>;

async function logOf({ name, own, logGroupId, logicalId }: LoggingFunction, physicalId: PhysicalId): Promise<LogSource | undefined> {
  const id = await physicalId(logGroupId ?? logicalId);
  return id === undefined ? undefined : { name, own, logGroup: logGroupId === undefined ? `/aws/lambda/${id}` : id };
}

async function queueOf({ logicalId, functionName, attempts }: DeadLetterQueue, physicalId: PhysicalId): Promise<QueueSource | undefined> {
  const url = await physicalId(logicalId);
  return url === undefined ? undefined : { functionName, attempts, url };
}

/** What CloudFormation calls a stack and those nested in it, by their paths in the tree, in which parents come first. */
async function stackNames(deployed: Deployed, stackName: string, tree: TemplateTree): Promise<ReadonlyMap<string, string>> {
  const names = new Map([['', stackName]]);
  for (const path of tree.keys()) {
    if (path === '') continue;
    const { parent, logicalId } = parentOf(path);
    const name = await deployed.physicalId(names.get(parent) ?? '', logicalId);
    if (name !== undefined) names.set(path, name);
  }
  return names;
}

async function all<T, R>(items: readonly T[], find: (item: T) => Promise<R | undefined>): Promise<R[]> {
  return (await Promise.all(items.map(find))).filter((found) => found !== undefined);
}
