import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a function's code, by their path with slashes, in the order of their names. */
export type CodeFiles = ReadonlyMap<string, Uint8Array>;

/** Where the package's built handlers, client generator and server library are; the same from `lib/` and from the compiled `dist/`. */
export const assets = { root: join(__dirname, '..', '..', 'assets') };

export function assetPath(...path: string[]): string {
  return join(assets.root, ...path);
}

const read = new Map<string, CodeFiles>();

/** Prebuilt code, read once: it does not change within a process. */
export function readCode(folder: string): CodeFiles {
  let files = read.get(folder);
  if (!files) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
    files = new Map(paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]));
    read.set(folder, files);
  }
  return files;
}
