import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { outermostStack } from '../api/backend-id';
import { indexName, tableName } from '../manifest';
import type { Model } from './model';

/** Which indexes the tables of each stack have: `plinth deploy` writes it beside `cdk.json`, where the app runs. */
const NOTE_FILE = 'plinth.deployed.json';

/**
 * DynamoDB makes or drops one index of a table an update, and a plain `cdk deploy` of two changes fails when it is half through. Where it is
 * known what is deployed, that is refused before anything is changed; whoever deploys in steps (`plinth deploy`, `plinth dev`) says so by
 * `PLINTH_STEPS=1`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export function indexFaults(scope: Construct, backendId: string, models: { readonly [name: string]: Model }): string[] {
  if (process.env.PLINTH_STEPS === '1') return [];
  const { stackName } = outermostStack(Stack.of(scope));
  const noted = readNote()[stackName] ?? {};
  return Object.entries(models).flatMap(([name, { _spec }]) => {
    const table = _spec.table ?? tableName(backendId, name);
    const deployed = noted[table];
    if (deployed === undefined) return [];
    const wanted = Object.entries(_spec.indexes).map(([index, spec]) => indexName(index, spec));
    const changes = [
      ...wanted.filter((index) => !deployed.includes(index)).map((index) => `+ ${index}`),
      ...deployed.filter((index) => !wanted.includes(index)).map((index) => `- ${index}`),
    ];
    if (changes.length < 2) return [];
    return [
      `data.models.${name}.indexes: ${changes.join(', ')} are ${changes.length} changes of the table ${table}, and DynamoDB makes or drops one index an ` +
        `update: \`npx plinth deploy\` does it in steps. (${NOTE_FILE} says what ${stackName} has; \`npx plinth deploy --dry-run\` reads it anew)`,
    ];
  });
}

function readNote(): { readonly [stack: string]: { readonly [table: string]: readonly string[] } } {
  const path = resolve(NOTE_FILE);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
