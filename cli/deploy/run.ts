import { Failure } from '../failure.js';
import type { Log } from '../log.js';
import type { AssembledStack } from '../read/assembly.js';
import type { Deployed } from '../read/deployed.js';
import { type DeploymentOptions, deployStack } from './deployment.js';
import type { OpenFiller } from './fill.js';
import { noteDeployed } from './note.js';
import { planStack, type StackPlan } from './plan.js';
import { refusals } from './refusals.js';
import { settleStack } from './settle.js';
import { summarise } from './summary.js';
import type { Synthesis } from './synthesis.js';

export interface RunOptions extends Omit<DeploymentOptions, 'deployed' | 'onStep' | 'openFiller'> {
  /** The folder of the app. */
  readonly cwd: string;
  readonly log: Log;
  /** Reads what is deployed in a Region; undefined: the one that the environment says. */
  readonly reader: (region: string | undefined) => Promise<Deployed>;
  /** The same for what fills items. */
  readonly fillers: (region: string | undefined) => OpenFiller;
  /** Ends before anything is changed. */
  readonly dryRun: boolean;
  /** Whether to go on in spite of what this names. */
  readonly agree: (question: string) => Promise<boolean>;
}

/** A stack with what it takes to deploy it. */
interface Target {
  readonly plan: StackPlan;
  readonly deployed: Deployed;
}

/**
 * Plans all stacks, refuses what would lose data silently, says what will be done, and does it.
 *
 * @throws Failure if something is refused, or fails
 */
export async function runDeployment(synthesis: Synthesis, options: RunOptions): Promise<void> {
  const { cwd, log, dryRun, agree, fillers } = options;
  const targets: Target[] = [];
  for (const stack of synthesis.stacks) targets.push(await aim(stack, options));
  const plans = targets.map(({ plan }) => plan);

  const refused = plans.flatMap(refusals);
  if (refused.length > 0) throw new Failure(`Nothing is deployed:\n${refused.map((each) => `- ${each}`).join('\n')}`);

  const { lines, concerns } = summarise(plans);
  for (const line of lines) log.detail(line);
  for (const { plan } of targets) if (plan.deployed !== undefined) noteDeployed(cwd, plan.stack.stackName, plan.deployed);
  if (dryRun) return log.step('nothing is deployed (--dry-run)');
  if (concerns.length > 0 && !(await agree(`Deploy, although ${concerns.join(', and ')}?`))) throw new Failure('Nothing is deployed.');

  for (const { plan, deployed } of targets) {
    await deployStack(plan, synthesis, { ...options, deployed, openFiller: fillers(plan.stack.region), onStep: log.step });
    noteDeployed(cwd, plan.stack.stackName, plan.wanted);
    log.step(`deployed ${plan.stack.stackName}`);
  }
}

/** Reads what is deployed of a stack, when nothing changes it any more, and plans. */
async function aim(stack: AssembledStack, { reader, patience }: RunOptions): Promise<Target> {
  const deployed = await reader(stack.region);
  await requireAccount(stack, deployed);
  await settleStack(deployed, stack.stackName, patience);
  return { deployed, plan: await planStack(deployed, stack) };
}

/** With another account's credentials, CDK may deploy all the same, by its roles; but we would take the stack for a new one. */
async function requireAccount({ account, stackName }: AssembledStack, deployed: Deployed): Promise<void> {
  if (account === undefined) return;
  const own = await deployed.account();
  if (own !== account)
    throw new Failure(`${stackName} is for the account ${account}, and these credentials are of ${own}: choose others with --profile.`);
}
