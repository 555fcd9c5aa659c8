import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../lib/manifest/index.js';
import type { Environment } from '../shared/aws/environment.js';
import { type Context, contextOf } from '../shared/entry.js';

let opening: Promise<Context> | undefined;

/** The context of a user's function: this library is a part of it, so this is the entry that reads `process.env`. Read once. */
export function processContext(): Promise<Context> {
  opening ??= openContext(process.env, import.meta.url).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** @param module URL of the module that this library is bundled into */
export async function openContext(environment: Environment, module: string | undefined): Promise<Context> {
  return contextOf(findManifest(environment, module), environment);
}

/**
 * The manifest stands beside the code, where Plinth bundled it; else in a layer, as a module named `plinth-manifest`.
 * @throws Error that says so
 */
function findManifest(environment: Environment, module: string | undefined): Manifest {
  const root = environment.LAMBDA_TASK_ROOT ?? process.cwd();
  for (const folder of [module?.startsWith('file:') ? dirname(fileURLToPath(module)) : root, root]) {
    const file = join(folder, 'manifest.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  }
  try {
    // Layers are on NODE_PATH, which `import` does not look at.
    return createRequire(join(root, 'index.js'))('plinth-manifest');
  } catch (cause) {
    throw new Error(
      'cdk-plinth/server finds no manifest.json beside the code, nor a layer with the module plinth-manifest: add the function by addFunction({ entry }), or give it the layer by addServer(fn).',
      { cause },
    );
  }
}
