import { Failure, messageOf } from '../failure.js';
import type { Deployed } from '../read/deployed.js';
import type { Cdk } from './cdk.js';
import { type OpenFiller, runFill } from './fill.js';
import type { Patience } from './patience.js';
import { describeStep, type PlannedStep, type StackPlan } from './plan.js';
import { settleStack, settleTables } from './settle.js';
import type { Synthesis } from './synthesis.js';
import { splitTree } from './tree.js';
import { writeVariant } from './variant.js';

export interface DeploymentOptions {
  readonly cdk: Cdk;
  readonly deployed: Deployed;
  /** A folder for the variants of the assembly, where a change takes several deployments. */
  readonly variantsDir: string;
  /** A step of several is done. */
  readonly onStep: (text: string) => void;
  readonly patience: Patience;
  readonly openFiller: OpenFiller;
}

/**
 * Deploys a stack step by step, each a deployment as `cdk deploy` makes it, and answers its outputs. An index that a step makes is filled
 * before the next one begins, since CloudFormation does not wait for it, and DynamoDB changes no table meanwhile.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 * @throws Failure with the resources that failed and why, and what of a change of several steps holds
 */
export async function deployStack(plan: StackPlan, synthesis: Synthesis, options: DeploymentOptions): Promise<Record<string, string>> {
  const { stack, steps } = plan;
  const { deployed, onStep, patience } = options;
  await settleStack(deployed, stack.stackName, patience);
  await settleTables(deployed, plan, patience);
  let outputs: Record<string, string> = {};
  for (const [at, step] of steps.entries()) {
    try {
      outputs = (await carryOut(step, plan, synthesis, options)) ?? outputs;
    } catch (error) {
      throw steps.length === 1 ? error : new Failure(`${messageOf(error)}\n${whatHolds(plan, at)}`);
    }
    if (steps.length > 1) onStep(`${stack.stackName}: step ${at + 1} of ${steps.length}: ${describeStep(step, plan)}`);
  }
  return outputs;
}

/** Answers the stack's outputs, if it is deployed. */
async function carryOut(
  step: PlannedStep,
  plan: StackPlan,
  { assembly, directory }: Synthesis,
  { cdk, deployed, variantsDir, patience, openFiller }: DeploymentOptions,
): Promise<Record<string, string> | undefined> {
  if ('fills' in step) {
    // Calls that began before the switch may write yet, by what was deployed then.
    if (step.does === 'fill') await patience.outlastCalls();
    for (const fill of step.fills) await runFill(step.does, fill, plan, { deployed, patience, openFiller });
    return undefined;
  }
  const variant = async () => {
    writeVariant(directory, plan.stack, splitTree(step.template), variantsDir);
    return cdk.open(variantsDir);
  };
  const outputs = await cdk.deploy(step.template === plan.wanted ? assembly : await variant(), plan.stack.id);
  await settleTables(deployed, { ...plan, deployed: step.template }, patience, step);
  return outputs;
}

/** What a person needs to know who is left with some of the steps. */
function whatHolds(plan: StackPlan, failed: number): string {
  const { stack, steps } = plan;
  const step = steps[failed];
  const switched = steps.slice(0, failed).some(({ does }) => does === 'switch');
  return [
    `${stack.stackName}: step ${failed + 1} of ${steps.length} failed: ${step && describeStep(step, plan)}.`,
    ...(failed === 0 ? [] : [failed === 1 ? 'Step 1 holds.' : `Steps 1 to ${failed} hold.`]),
    `Clients are served by the ${switched ? 'new' : 'earlier'} declaration. Deploy again: it goes on from what is deployed.`,
  ].join('\n');
}
