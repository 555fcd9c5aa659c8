import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runIn } from '../../cli/local/run';
import { ROOT } from './cdk';
import type { Template } from './cloudformation/template';

/** One stack of a cloud assembly. */
export interface SynthesisedStack {
  readonly name: string;
  readonly file: string;
  /** The template as CDK uploads it. */
  readonly text: string;
  readonly template: Template;
  /** What `<stack>.assets.json` publishes. */
  readonly assets: { readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>> };
  /** Of the assembly's manifest. */
  readonly artifact: { readonly properties: Readonly<Record<string, unknown>> };
  /** What constructs noted, by their path. */
  readonly metadata: Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;
}

export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly SynthesisedStack[];
}

/** What the CDK CLI asks apps for by itself; all of it is in the template that is deployed. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': true,
};

/**
 * Synthesises an app in a process of its own.
 * @param app a file below the repository
 * @param output a folder below `build`; what is in it goes
 * @param validate whether CDK's own validator runs
 * @throws if the app fails, with what it printed; the assembly is then there all the same
 */
export async function synthesise(app: string, output: string, { validate }: { readonly validate: boolean }): Promise<Assembly> {
  const folder = join(ROOT, 'build', output);
  rmSync(folder, { recursive: true, force: true });
  const env = {
    ...process.env,
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify(CLI_CONTEXT),
    CDK_VALIDATION: String(validate),
    PLINTH_NO_CLIENT: '1',
    // CDK's own constructs use what CDK has deprecated, and say so once a table.
    JSII_DEPRECATED: 'quiet',
  };
  const { code, stdout, stderr } = await runIn(env)(process.execPath, ['--import', 'tsx', join(ROOT, app)]);
  if (code !== 0) {
    // Node shows the line that threw: of aws-cdk-lib, the whole minified file.
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.length < 500);
    throw new Error(`${app} failed:\n${lines.join('\n')}`);
  }
  return readAssembly(folder);
}

export function readAssembly(folder: string): Assembly {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const { artifacts } = JSON.parse(read('manifest.json'));
  const files = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  const stacks = files.map((file) => {
    const name = basename(file, '.template.json');
    const text = read(file);
    return {
      name,
      file: join(folder, file),
      text,
      template: JSON.parse(text),
      assets: JSON.parse(read(`${name}.assets.json`)),
      artifact: artifacts[name],
      metadata: JSON.parse(read(`${name}.metadata.json`)),
    };
  });
  return { folder, stacks };
}

/** All bytes of a file or a folder. */
export function bytesOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
