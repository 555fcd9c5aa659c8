import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, messageOf } from '../failure.js';

/**
 * The command that runs a CDK app: the one given, else what `cdk.json` says.
 *
 * @throws Failure if there is none.
 */
export function appCommand(cwd: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const path = join(cwd, 'cdk.json');
  if (!existsSync(path)) {
    throw new Failure(
      `There is no cdk.json in ${cwd}. Run this in the folder of a CDK app (\`npx cdk-plinth init my-app\` makes one), or name its command with --app.`,
    );
  }
  const app = parse(path).app;
  if (typeof app !== 'string' || app === '')
    throw new Failure(`${path} has no "app": add "app": "node --import tsx bin/app.ts", or name the command with --app.`);
  return app;
}

function parse(path: string): { readonly app?: unknown } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { app?: unknown };
  } catch (error) {
    throw new Failure(`${path} is not valid JSON: ${messageOf(error)}`);
  }
}
