import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { generateClient } from '../../../client/generator';
import type { Manifest } from '../../../lib/manifest';

const ROOT = join(__dirname, '../../..');

/** A folder of this test's own, where the client's runtime is built from its sources, whatever `assets/` holds. */
export interface Workshop {
  readonly directory: string;
  readonly runtimeDir: string;
  /** Writes a client and gives its folder. */
  write(manifest: Manifest): string;
  remove(): void;
}

export function openWorkshop(): Workshop {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-client-'));
  const runtimeDir = join(directory, 'runtime');
  const tsc = join(ROOT, 'node_modules/typescript7/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'client/tsconfig.build.json'), '--outDir', runtimeDir]);
  buildSync({
    entryPoints: [join(ROOT, 'client/checks/index.ts')],
    outfile: join(runtimeDir, 'checks/index.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
  });
  let count = 0;
  return {
    directory,
    runtimeDir,
    write(manifest) {
      const folder = join(directory, `client-${count++}`);
      for (const [path, text] of Object.entries(generateClient(manifest, { runtimeDir }))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return folder;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Bundles code as a browser gets it, minified. */
export function bundle(entry: string, format: 'esm' | 'cjs' = 'esm'): string {
  return new TextDecoder().decode(
    buildSync({ entryPoints: [entry], bundle: true, minify: true, format, target: 'es2022', write: false }).outputFiles[0]?.contents,
  );
}

/** Loads an ES module of a written client. */
export function load(path: string): any {
  const module = { exports: {} as any };
  new Function('module', 'exports', bundle(path, 'cjs'))(module, module.exports);
  return module.exports;
}
