import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What this machine has, less whatever AWS's tools would read, and less jsii's word about the age of its Node. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
};

/**
 * Runs a program to its end.
 * @returns what it printed on its standard output
 * @throws Error with all that it printed, where it fails
 */
export async function run(command: string, args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: options.cwd, env: { ...env, ...options.env }, maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { message, stdout = '' } = error as Error & { stdout?: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}
