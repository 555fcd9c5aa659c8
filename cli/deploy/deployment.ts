import { Failure, messageOf } from '../failure.js';
import type { Deployed } from '../read/deployed.js';
import type { Cdk } from './cdk.js';
import type { Patience } from './patience.js';
import { describeStep, type StackPlan } from './plan.js';
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
  const { cdk, deployed, variantsDir, onStep, patience } = options;
  await settleStack(deployed, stack.stackName, patience);
  await settleTables(deployed, plan, patience);
  let outputs: Record<string, string> = {};
  for (const [at, step] of steps.entries()) {
    try {
      if (step.template === plan.wanted) outputs = await cdk.deploy(synthesis.assembly, stack.id);
      else {
        writeVariant(synthesis.directory, stack, splitTree(step.template), variantsDir);
        await cdk.deploy(await cdk.open(variantsDir), stack.id);
      }
    } catch (error) {
      throw steps.length === 1 ? error : new Failure(`${messageOf(error)}\n${whatHolds(plan, at)}`);
    }
    await settleTables(deployed, { ...plan, deployed: step.template }, patience, step);
    if (steps.length > 1) onStep(`${stack.stackName}: step ${at + 1} of ${steps.length}: ${describeStep(step, plan)}`);
  }
  return outputs;
}

/** What a person needs to know who is left with some of the steps. */
function whatHolds(plan: StackPlan, failed: number): string {
  const { stack, steps } = plan;
  const step = steps[failed];
  const switched = steps.slice(0, failed).some(({ does }) => does === 'switch');
  return [
    `${stack.stackName}: step ${failed + 1} of ${steps.length} failed and was rolled back: ${step && describeStep(step, plan)}.`,
    failed === 0 ? 'Nothing has changed.' : `${failed === 1 ? 'Step 1 holds' : `Steps 1 to ${failed} hold`}, and no data is touched.`,
    `Clients are served by the ${switched ? 'new' : 'earlier'} declaration. Deploy again: it goes on from what is deployed.`,
  ].join('\n');
}
