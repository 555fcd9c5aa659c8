import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.js';

/** The version that this package is tested with; later ones ask for packages that the registry lacks. */
export const TOOLKIT_VERSION = '1.40.1';

export type ToolkitModule = typeof import('@aws-cdk/toolkit-lib');

/**
 * Where an app has `@aws-cdk/toolkit-lib`, or where this package finds it. It is large, and who only synthesises or calls
 * has no use for it, so it is not a dependency.
 *
 * @throws Failure with the line that installs it.
 */
export function findToolkit(cwd: string): string {
  const found = [join(cwd, 'package.json'), import.meta.url].map((from) => resolveFrom(from, '@aws-cdk/toolkit-lib')).find((path) => path);
  if (found !== undefined) return found;
  throw new Failure(
    `Plinth deploys with a library of CDK's that is missing: npm install --save-dev @aws-cdk/toolkit-lib@${TOOLKIT_VERSION}`,
  );
}

export async function loadToolkit(path: string): Promise<ToolkitModule> {
  const loaded = (await import(pathToFileURL(path).href)) as ToolkitModule & { readonly default?: ToolkitModule };
  return loaded.default ?? loaded;
}

/** The `node_modules` folder with the `@aws-sdk/*` clients that the toolkit brings along. */
export function sdkModules(toolkitPath: string): string {
  const client = resolveFrom(toolkitPath, '@aws-sdk/client-cloudformation') ?? toolkitPath;
  return client.slice(0, client.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length);
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
