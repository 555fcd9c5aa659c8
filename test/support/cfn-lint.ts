import { homedir } from 'node:os';
import { join } from 'node:path';
import { findPython, virtualEnvironment } from '../../cli/local/python';
import { lastLines, runIn } from '../../cli/local/run';

const REQUIREMENTS = join(__dirname, 'cfn-lint/requirements.txt');

/** Rules that are not ours to keep, each with why. */
const IGNORED: Readonly<Record<string, string>> = {
  W3005: 'CDK writes every dependency down, also one that a reference implies: it is harmless.',
};

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
}

/**
 * What cfn-lint finds in a template, warnings too, a line each: `E3012 Resources/Queue/Properties/... message`.
 * @throws if there is no fit Python, or it ends otherwise than with findings
 * @see https://github.com/aws-cloudformation/cfn-lint
 */
export async function cfnLint(template: string): Promise<string[]> {
  const run = runIn(process.env);
  const search = await findPython(run);
  if (!('python' in search)) throw new Error(search.missing);
  const interpreter = await virtualEnvironment({
    python: search.python,
    requirements: REQUIREMENTS,
    cacheDir: join(homedir(), '.cache', 'plinth'),
    run,
    progress: () => {},
  });
  // Its own script in `bin` names the folder that the environment was made in, and not the one it lies in.
  const program = ['-c', 'from cfnlint.runner import main; main()'];
  const options = ['--format', 'json', '--regions', 'us-east-1', '--ignore-checks', ...Object.keys(IGNORED)];
  const { stdout, stderr } = await run(interpreter, [...program, ...options, '--', template]);
  if (!stdout.trim().startsWith('[')) throw new Error(`cfn-lint: ${lastLines(stderr || stdout, 10)}`);
  const findings: Finding[] = JSON.parse(stdout);
  return findings.map(({ Rule, Location, Message }) => `${Rule.Id} ${Location.Path.join('/')} ${Message}`);
}
