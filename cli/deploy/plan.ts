import type { Manifest } from '../../lib/manifest/index.js';
import { type AssembledStack, assembledManifests } from '../read/assembly.js';
import { type Deployed, deployedManifests } from '../read/deployed.js';
import { describeFill, type Fill, fillsOf, joinFills, pendingFills, withPending } from './fills.js';
import { type ChangedIndex, indexSteps, type Step } from './steps.js';
import { tableProperties } from './table.js';
import type { Template } from './template.js';
import { assembledTree, deployedTree, joinTree } from './tree.js';

/** Sees to items that are there. Before the switch claims are taken, to find what would be refused; after it all that is to be filled is. */
export interface FillStep {
  readonly does: 'claim' | 'fill';
  readonly fills: readonly Fill[];
}

/** Takes the note away of what was to be filled, where no other step does. */
export interface FinishStep extends Omit<Step, 'does'> {
  readonly does: 'finish';
}

export type PlannedStep = Step | FillStep | FinishStep;

/** How one stack gets from what is deployed to what is wanted. */
export interface StackPlan {
  readonly stack: AssembledStack;
  /** All templates of the deployed stack, nested ones too, as one; undefined if it is not deployed. */
  readonly deployed: Template | undefined;
  readonly wanted: Template;
  /** The manifests of its backends, as deployed and as wanted. */
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** Never empty; the last deploys what is wanted. */
  readonly steps: readonly PlannedStep[];
}

/**
 * Reads what is deployed of a stack and cuts the change into steps. Nothing is remembered here between two runs: one that was interrupted
 * leaves a stack with some of its steps deployed, and the rest are what is planned next.
 */
export async function planStack(deployed: Deployed, stack: AssembledStack): Promise<StackPlan> {
  const tree = await deployedTree(deployed, stack.stackName);
  const wanted = joinTree(assembledTree(stack));
  const after = assembledManifests(stack);
  if (tree === undefined)
    return { stack, deployed: undefined, wanted, before: [], after, steps: [{ does: 'switch', indexes: [], template: wanted }] };
  const template = joinTree(tree);
  const before = await deployedManifests(deployed, stack.stackName);
  const fills = after.flatMap((manifest) => fillsOf(manifestOf(before, manifest.backendId), manifest));
  const pending = after.flatMap((manifest) => pendingFills(template, manifest));
  return { stack, deployed: template, wanted, before, after, steps: withFills(indexSteps(template, wanted), fills, pending) };
}

/** The manifest of one backend. */
export const manifestOf = (manifests: readonly Manifest[], backendId: string) =>
  manifests.find((manifest) => manifest.backendId === backendId);

/** @param pending was to be filled by an earlier deployment, which has taken the claims before its switch */
export function withFills(steps: readonly Step[], fills: readonly Fill[], pending: readonly Fill[]): PlannedStep[] {
  const all = joinFills([...pending, ...fills]);
  if (all.length === 0) return [...steps];
  const claims = fills.filter(({ unique }) => unique.length > 0);
  return steps.flatMap((step, at): PlannedStep[] => {
    if (step.does !== 'switch') return [step];
    const { indexes, template } = step;
    return [
      ...(claims.length > 0 ? [{ does: 'claim', fills: claims } as const] : []),
      { ...step, template: withPending(template, all) },
      { does: 'fill', fills: all },
      ...(at === steps.length - 1 ? [{ does: 'finish', indexes, template } as const] : []),
    ];
  });
}

/** A step in words: `make the index newest-1f3a of shop.notes`. */
export function describeStep(step: PlannedStep, { deployed }: Pick<StackPlan, 'deployed'>): string {
  switch (step.does) {
    case 'switch':
      return deployed === undefined ? 'make the stack' : 'switch to the new declaration, handlers and functions together';
    case 'claim':
      return `claim the unique values of items that are there (${step.fills.map(({ table, unique }) => `${table}: ${unique.join(', ')}`).join('; ')})`;
    case 'fill':
      return `give items that are there what they lack (${step.fills.map((fill) => `${fill.table}: ${describeFill(fill)}`).join('; ')})`;
    case 'finish':
      return 'note that nothing is left to fill';
    default: {
      const names = step.indexes.map((index) => `${index.indexName} of ${tableOf(index, deployed)}`);
      return `${step.does} the ${names.length === 1 ? 'index' : 'indexes'} ${names.join(', ')}`;
    }
  }
}

/** What a table is called, for a person. */
export function tableOf({ logicalId }: Pick<ChangedIndex, 'logicalId'>, template: Template | undefined): string {
  const name = tableProperties(template?.Resources?.[logicalId])?.TableName;
  return typeof name === 'string' ? name : logicalId.slice(logicalId.indexOf('#') + 1);
}
