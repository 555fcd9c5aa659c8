import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { manifest } from '../support/manifest.mjs';

const { generateClient } = createRequire(import.meta.url)('../../assets/generator/index.js');

/** What an application ships: the generated client bundled and minified by esbuild for a browser, compressed by gzip -9. */
export async function measure() {
  const { data, ...rest } = manifest(3);
  return [
    {
      id: 'client.gzip.all',
      value: await size({ ...rest, data }),
      unit: 'kB',
      limit: 10,
      reference: 'PocketBase 10.6, Convex 20.7, Supabase 58.1, Amplify 91.9, Firebase 175.5',
    },
    {
      id: 'client.gzip.data',
      value: await size({ manifestVersion: rest.manifestVersion, backendId: rest.backendId, data }),
      unit: 'kB',
      limit: 3.5,
      reference: 'a backend with data alone',
    },
  ];
}

async function size(backend) {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    for (const [path, text] of Object.entries(generateClient(backend))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, 'app.js'), "import { createClient } from './index.js'; globalThis.api = createClient(globalThis.config);");
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'app.js')],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      write: false,
    });
    return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
