import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { assets } from './assets';

/** What of a source map names files. @see https://tc39.es/ecma426/ */
interface SourceMap {
  readonly sources: readonly string[];
}

/**
 * A source map that names the package's own files by the package, wherever it is installed: from another place (a folder of its own for
 * each run, where jsii loads it for Python) the same code would be another asset, and each deployment an update.
 * @param folder that the map's paths begin at
 */
export function withoutPlace(map: Uint8Array, folder: string): Uint8Array {
  // jsii loads the package through a link, and esbuild names what a link leads to.
  const root = realpathSync(assets.root);
  const text = JSON.parse(Buffer.from(map).toString()) as SourceMap;
  const sources = text.sources.map((source) => {
    const within = relative(root, resolve(folder, source)).replaceAll('\\', '/');
    return within.startsWith('..') ? source : `cdk-plinth/${within}`;
  });
  return Buffer.from(JSON.stringify({ ...text, sources }));
}
