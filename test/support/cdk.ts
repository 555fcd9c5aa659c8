import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clientVariables } from '../../cli/local/environment';

const run = promisify(execFile);
export const ROOT = join(__dirname, '../..');
const CDK = join(ROOT, 'node_modules/aws-cdk/bin/cdk');

/** Runs the unmodified CDK CLI against an endpoint; a failure carries what it printed. */
export async function cdk(endpoint: string, args: string[], options: { cwd: string; env?: Record<string, string> }): Promise<string> {
  const env = { ...clientVariables(process.env, endpoint), CDK_VALIDATION: 'false', ...options.env };
  try {
    const { stdout, stderr } = await run(process.execPath, [CDK, ...args, '--no-notices', '--ci'], {
      cwd: options.cwd,
      env,
      maxBuffer: 1 << 26,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`cdk ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Deploys every stack of an app and returns their outputs, by stack. */
export async function deploy(
  endpoint: string,
  options: { cwd: string; app?: string; output: string; env?: Record<string, string> },
): Promise<Record<string, Record<string, string>>> {
  const outputs = join(options.output, 'outputs.json');
  const app = options.app ? ['--app', options.app] : [];
  await cdk(
    endpoint,
    ['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs, '--output', join(options.output, 'cdk.out'), ...app],
    options,
  );
  return JSON.parse(readFileSync(outputs, 'utf8'));
}
