import type { Cdk } from '../deploy/cdk.js';
import { type Synthesis, synthesise } from '../deploy/synthesis.js';
import { Failure } from '../failure.js';
import { type AssembledStack, assembledManifests, readTemplate } from '../read/assembly.js';

/**
 * Runs the app, for this machine.
 *
 * @param stack the one stack that a person asks for
 * @throws Failure if the app fails, or it is not clear what to deploy
 */
export async function synthesiseForThisMachine(
  cdk: Cdk,
  app: string,
  stack: string | undefined,
): Promise<{ readonly synthesis: Synthesis; readonly said: string | undefined }> {
  const synthesis = await synthesise(cdk, app, stack);
  if (stack !== undefined) return { synthesis, said: undefined };
  try {
    const { stacks, said } = forThisMachine(synthesis.stacks);
    return { synthesis: { ...synthesis, stacks, manifests: stacks.flatMap(assembledManifests) }, said };
  } catch (error) {
    await synthesis.assembly.dispose();
    throw error;
  }
}

/** What is left of an app's stacks for this machine, and what a person should know of the choice. */
export interface Choice {
  readonly stacks: readonly AssembledStack[];
  /** Undefined where nothing was left out. */
  readonly said: string | undefined;
}

/**
 * Of stacks that hold the same backend (an app that declares several environments), the one that is for developers: whose data goes with
 * the stack. All others are deployed side by side, as they belong together.
 *
 * @throws Failure that names them, where none or several are
 */
export function forThisMachine(stacks: readonly AssembledStack[]): Choice {
  const groups = new Map<string, AssembledStack[]>();
  for (const stack of stacks) {
    const declared = assembledManifests(stack).map((manifest) => ({ ...manifest, backendId: undefined }));
    if (declared.length === 0) continue;
    const key = JSON.stringify(declared);
    groups.set(key, [...(groups.get(key) ?? []), stack]);
  }
  const left = new Set<AssembledStack>();
  for (const same of groups.values()) {
    if (same.length === 1) continue;
    const chosen = oneForDevelopment(same);
    for (const stack of same) if (stack !== chosen) left.add(stack);
  }
  if (left.size === 0) return { stacks, said: undefined };
  const kept = stacks.filter((stack) => !left.has(stack));
  const [chosen, others] = [kept.map(({ id }) => id), [...left].map(({ id }) => id)].map((ids) => ids.join(', '));
  return { stacks: kept, said: `${chosen}, and not ${others}: the same backend for another environment (--stack names one)` };
}

function oneForDevelopment(stacks: readonly AssembledStack[]): AssembledStack {
  const [first, ...others] = stacks.filter((stack) => !keepsData(stack));
  if (first !== undefined && others.length === 0) return first;
  const ids = stacks.map(({ id }) => id).join(', ');
  throw new Failure(
    `The app declares the same backend several times (${ids}), and ${first ? 'several of them are' : 'none of them is'} for development. ` +
      `Choose one: plinth dev --stack ${(first ?? stacks[0])?.id}`,
  );
}

/** What holds people's data. */
const STATEFUL = new Set(['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::S3::Bucket']);

/** Whether the data in it outlives the stack. */
function keepsData(stack: AssembledStack): boolean {
  return Object.values(readTemplate(stack).Resources ?? {}).some(
    ({ Type, DeletionPolicy }) => STATEFUL.has(Type) && DeletionPolicy !== undefined && DeletionPolicy !== 'Delete',
  );
}
