import type { AssembledStack } from '../read/assembly.js';
import type { Deployed } from '../read/deployed.js';
import { type ChangedIndex, indexSteps, type Step } from './steps.js';
import { tableProperties } from './table.js';
import type { Template } from './template.js';
import { assembledTree, deployedTree, joinTree } from './tree.js';

/** How one stack gets from what is deployed to what is wanted. */
export interface StackPlan {
  readonly stack: AssembledStack;
  /** All templates of the deployed stack, nested ones too, as one; undefined if it is not deployed. */
  readonly deployed: Template | undefined;
  readonly wanted: Template;
  /** Never empty; the last is what is wanted. */
  readonly steps: readonly Step[];
}

/**
 * Reads what is deployed of a stack and cuts the change into steps. Nothing is remembered between two runs: one that was interrupted leaves
 * a stack with some of its steps deployed, and the rest are what is planned next.
 */
export async function planStack(deployed: Deployed, stack: AssembledStack): Promise<StackPlan> {
  const tree = await deployedTree(deployed, stack.stackName);
  const wanted = joinTree(assembledTree(stack));
  if (tree === undefined) return { stack, deployed: undefined, wanted, steps: [{ does: 'switch', indexes: [], template: wanted }] };
  const before = joinTree(tree);
  return { stack, deployed: before, wanted, steps: indexSteps(before, wanted) };
}

/** A step in words: `make the index newest-1f3a of shop.notes`. */
export function describeStep({ does, indexes }: Step, { deployed }: StackPlan): string {
  if (does === 'switch')
    return deployed === undefined ? 'make the stack' : 'switch to the new declaration, handlers and functions together';
  const names = indexes.map((index) => `${index.indexName} of ${tableOf(index, deployed)}`);
  return `${does} the ${names.length === 1 ? 'index' : 'indexes'} ${names.join(', ')}`;
}

/** What a table is called, for a person. */
export function tableOf({ logicalId }: Pick<ChangedIndex, 'logicalId'>, template: Template | undefined): string {
  const name = tableProperties(template?.Resources?.[logicalId])?.TableName;
  return typeof name === 'string' ? name : logicalId.slice(logicalId.indexOf('#') + 1);
}
