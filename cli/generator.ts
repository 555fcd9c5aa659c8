import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '../lib/manifest/index.js';

/** Writes the typed client of a manifest: the text of each file, by its path in the client's folder. */
export type Generate = (manifest: Manifest) => Readonly<Record<string, string>>;

/** The generator is built once for synthesis and this command line: both write the same client. */
export async function loadGenerator(packageDir: string): Promise<Generate> {
  const path = join(packageDir, 'assets', 'generator', 'index.js');
  const loaded = (await import(pathToFileURL(path).href)) as { readonly default: { readonly generateClient: Generate } };
  return loaded.default.generateClient;
}
