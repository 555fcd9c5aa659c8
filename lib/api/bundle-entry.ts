import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { assetPath, type CodeFiles } from './assets';

/** What of esbuild's API is used. @see https://esbuild.github.io/api/#build */
interface Esbuild {
  buildSync(options: object): { readonly outputFiles: ReadonlyArray<{ readonly path: string; readonly contents: Uint8Array }> };
}

/** Lets CommonJS dependencies that are bundled into an ES module call `require`. */
const REQUIRE_BANNER = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles a function's source file, wrapped by `cdk-plinth/server`, to one ES module. The AWS SDK stays outside: the runtime has it.
 * @throws where esbuild is not installed, or cannot bundle: its own message, with file and line
 */
export function bundleEntry(entry: string, functionName: string): CodeFiles {
  const path = resolve(entry);
  const { outputFiles } = loadEsbuild(path).buildSync({
    stdin: {
      contents: [
        `import { wrap } from ${JSON.stringify(assetPath('server', 'wrap.mjs'))};`,
        `import { handler as own } from ${JSON.stringify(path)};`,
        `export const handler = wrap(own, ${JSON.stringify(functionName)});`,
      ].join('\n'),
      resolveDir: dirname(path),
      sourcefile: `${functionName}.wrapped.mjs`,
    },
    bundle: true,
    write: false,
    outdir: '/',
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['@aws-sdk/*', '@smithy/*'],
    banner: { js: REQUIRE_BANNER },
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path: name, contents }) => [name.replace(/^.*[\\/]/, ''), contents]));
}

function loadEsbuild(entry: string): Esbuild {
  for (const from of [entry, resolve('package.json')]) {
    try {
      return createRequire(from)('esbuild');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`${entry} is bundled by your own esbuild, and there is none: npm install --save-dev esbuild`);
}
