import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** Relative imports and re-exports, also those within types: `from './x.js'`, `import('./x.js')`. */
const IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g;

/** The built modules that `entries` need, each as code and types, by their path below `directory`. */
export function readRuntime(directory: string, entries: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (module: string) => {
    for (const path of [`${module}.js`, `${module}.d.ts`]) {
      if (files.has(path) || !existsSync(join(directory, path))) {
        continue;
      }
      const text = readFileSync(join(directory, path), 'utf8');
      files.set(path, text);
      for (const [, imported] of text.matchAll(IMPORTS)) {
        visit(join(dirname(module), imported as string));
      }
    }
  };
  for (const entry of entries) {
    visit(entry);
    if (!files.has(`${entry}.js`)) {
      throw new Error(`The client's runtime is not at ${directory}: ${entry}.js is missing. Build the package first: npm run build`);
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
