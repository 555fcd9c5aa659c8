import { Failure } from '../failure.js';
import type { Deployed, DeployedTable } from '../read/deployed.js';
import type { Patience } from './patience.js';
import type { StackPlan } from './plan.js';
import type { ChangedIndex, Step } from './steps.js';
import { indexesOf, tableProperties } from './table.js';
import { physicalIdAt } from './tree.js';

/**
 * Waits until CloudFormation is through with a stack: a deployment that was interrupted here goes on there.
 *
 * @throws Failure if the stack is in a state that only a person can mend
 */
export async function settleStack(deployed: Deployed, stackName: string, { wait, say }: Patience): Promise<void> {
  for (;;) {
    const status = await deployed.status(stackName);
    if (status === 'UPDATE_ROLLBACK_FAILED') {
      throw new Failure(
        `${stackName} is in the state ${status}: a deployment failed, and so did taking it back. Mend what its events in the console name, ` +
          `then: aws cloudformation continue-update-rollback --stack-name ${stackName}`,
      );
    }
    if (status === undefined || status === 'REVIEW_IN_PROGRESS' || !status.endsWith('_IN_PROGRESS')) return;
    say(`${stackName} is ${status}: waiting for the deployment that runs`);
    await wait();
  }
}

/**
 * Waits until the indexes of deployed tables are filled or gone: DynamoDB changes one at a time, and serves none that is not filled.
 *
 * @param step looks only at the tables whose indexes it has changed; otherwise at all with indexes, and at what the plan is to make there
 * @throws Failure if the table has an index that the plan is to make, and the stack does not know of
 */
export async function settleTables(deployed: Deployed, plan: StackPlan, patience: Patience, step?: Pick<Step, 'indexes'>): Promise<void> {
  const ids = step ? step.indexes.map(({ logicalId }) => logicalId) : tablesWithIndexes(plan);
  const makes = plan.steps.flatMap((planned) => (planned.does === 'make' ? planned.indexes : []));
  // In turn: one line at a time says what is waited for, and DescribeTable is for few calls a second.
  for (const logicalId of ids) {
    const name = await physicalName(deployed, plan, logicalId);
    const table = name === undefined ? undefined : await settled(deployed, name, patience);
    if (name !== undefined && table !== undefined && step === undefined) refuseStrays(plan, logicalId, name, table, makes);
  }
}

async function settled(deployed: Deployed, name: string, { wait, say }: Patience): Promise<DeployedTable | undefined> {
  for (;;) {
    const table = await deployed.table(name);
    const busy = [...(table?.indexes ?? [])].find(([, status]) => status !== 'ACTIVE');
    if (table === undefined || busy === undefined) return table;
    const [index, status] = busy;
    const does = { CREATING: 'filling', DELETING: 'dropping' }[status] ?? 'waiting for';
    say(`${does} the index ${index} of ${name}, about ${table.items.toLocaleString('en')} items`);
    await wait();
  }
}

/** A deployment that failed after it had begun to make an index leaves it behind, as CloudFormation's documentation says. */
function refuseStrays(plan: StackPlan, logicalId: string, name: string, table: DeployedTable, makes: readonly ChangedIndex[]): void {
  const known = indexesOf(tableProperties(plan.deployed?.Resources?.[logicalId]) ?? {});
  const stray = makes.find((make) => make.logicalId === logicalId && table.indexes.has(make.indexName) && !known.has(make.indexName));
  if (stray === undefined) return;
  const remove = JSON.stringify([{ Delete: { IndexName: stray.indexName } }]);
  throw new Failure(
    `The table ${name} has an index ${stray.indexName} that its stack does not know of: a deployment that failed has left it. Delete it, ` +
      `then deploy again: aws dynamodb update-table --table-name ${name} --global-secondary-index-updates '${remove}'`,
  );
}

function tablesWithIndexes({ deployed }: StackPlan): string[] {
  return Object.entries(deployed?.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const table = tableProperties(resource);
    return table && indexesOf(table).size > 0 ? [logicalId] : [];
  });
}

async function physicalName(deployed: Deployed, { stack, deployed: template }: StackPlan, logicalId: string): Promise<string | undefined> {
  const name = tableProperties(template?.Resources?.[logicalId])?.TableName;
  return typeof name === 'string' ? name : physicalIdAt(deployed, stack.stackName, logicalId);
}
