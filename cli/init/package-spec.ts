import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

const NAME = 'cdk-plinth';

/**
 * How an app's package.json names this package, so that the app gets what runs now: as the package.json that installed it does (a tarball stays
 * that tarball, by its path from the app), else this version. A checkout is named by its folder.
 */
export function packageSpec(packageDir: string, appDir: string): string {
  const modules = dirname(resolve(packageDir));
  if (basename(modules) !== 'node_modules') return fileSpec(resolve(packageDir), appDir);

  const { version } = readJson(join(packageDir, 'package.json')) as { version: string };
  const spec = installedSpec(dirname(modules));
  if (spec?.startsWith('file:')) return fileSpec(resolve(dirname(modules), spec.slice('file:'.length)), appDir);
  return spec ?? `^${version}`;
}

/** What the package.json beside a `node_modules` says of this package. npx has one too, in its cache. */
function installedSpec(folder: string): string | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const { dependencies, devDependencies } = readJson(path) as Record<string, Record<string, string> | undefined>;
  return dependencies?.[NAME] ?? devDependencies?.[NAME];
}

function fileSpec(path: string, appDir: string): string {
  return `file:${relative(appDir, path).split(sep).join('/')}`;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
