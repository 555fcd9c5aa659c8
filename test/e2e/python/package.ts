import { homedir } from 'node:os';
import { join } from 'node:path';
import { findPython, virtualEnvironment } from '../../../cli/local/python';
import { runIn } from '../../../cli/local/run';
import { ROOT } from '../../support/cdk';
import { run } from '../../support/run';

const PACMAK = join(ROOT, 'node_modules/jsii-pacmak/bin/jsii-pacmak');

/** Runs a Python program that has the package. @returns what it printed */
export type RunPython = (program: string, options: { cwd: string; env?: Record<string, string> }) => Promise<string>;

/**
 * Makes the package's Python build in `folder` and installs it there: jsii-pacmak writes the sources, pip builds the wheel of them, beside a
 * virtual environment (kept for later runs) with aws-cdk-lib from PyPI.
 * @throws Error where there is no fit Python, or pip cannot install
 */
export async function installPythonPackage(folder: string): Promise<RunPython> {
  const quietly = runIn(process.env);
  const search = await findPython(quietly);
  if (!('python' in search)) throw new Error(search.missing);
  const [python] = await Promise.all([
    virtualEnvironment({
      python: search.python,
      requirements: join(__dirname, 'requirements.txt'),
      cacheDir: join(homedir(), '.cache', 'plinth'),
      run: quietly,
      progress: () => {},
    }),
    // The sources alone: pacmak's own packing installs its tools from PyPI each time.
    run(process.execPath, [PACMAK, ROOT, '--code-only', '--targets', 'python', '--outdir', folder]),
  ]);
  const site = join(folder, 'site');
  const offline = ['--quiet', '--disable-pip-version-check', '--no-index', '--no-deps', '--no-build-isolation'];
  await run(python, ['-m', 'pip', 'install', ...offline, '--target', site, join(folder, 'python')]);
  return (program, options) => run(python, [program], { ...options, env: { ...options.env, PYTHONPATH: site } });
}
