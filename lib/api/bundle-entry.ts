import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { assetPath, type CodeFiles } from './assets';
import { bundleFailure } from './bundle-failure';
import { withoutPlace } from './source-map';

/** What of esbuild's API is used. @see https://esbuild.github.io/api/#build */
interface Esbuild {
  buildSync(options: object): Bundle;
}

interface Bundle {
  readonly outputFiles: ReadonlyArray<{ readonly path: string; readonly contents: Uint8Array }>;
  readonly metafile: {
    readonly outputs: Readonly<Record<string, { readonly imports: ReadonlyArray<{ readonly path: string; readonly kind: string }> }>>;
  };
}

/** What the Lambda runtime has too. */
const SDK = ['@aws-sdk/*', '@smithy/*'];

/** Lets CommonJS dependencies that are bundled into an ES module call `require`. */
const REQUIRE_BANNER = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles a function's source file, wrapped by `cdk-plinth/server`, to one ES module. Clients of the AWS SDK that are installed
 * beside it are bundled, so that it runs with the version it was written against; the runtime's serve where none is.
 * @param sourceMap whether a source map lies beside it, for `NODE_OPTIONS=--enable-source-maps`: a stack then names files from the folder that the app runs in
 * @throws where esbuild is not installed, the file is not there or exports no `handler`, or esbuild cannot bundle: with its own messages, file and line
 */
export function bundleEntry(entry: string, functionName: string, sourceMap = false): CodeFiles {
  const path = resolve(entry);
  const wrapper = `${functionName}.wrapped.mjs`;
  const bundle = wrapped(loadEsbuild(path), { path, wrapper, functionName, sourceMap });
  try {
    const outside = bundle(SDK);
    const own = installed(outside, path);
    const { outputFiles } = own ? bundle(own.missing) : outside;
    const files = outputFiles.map(({ path: name, contents }): [string, Uint8Array] => [name.replace(/^.*[\\/]/, ''), contents]);
    return new Map(files.map(([name, contents]) => [name, name.endsWith('.map') ? withoutPlace(contents, resolve()) : contents]));
  } catch (error) {
    throw new Error(bundleFailure(error, entry, wrapper), { cause: error });
  }
}

interface Wrapped {
  /** Of the source file. */
  readonly path: string;
  /** Name of the text around it. */
  readonly wrapper: string;
  readonly functionName: string;
  readonly sourceMap: boolean;
}

/** Bundles with these packages left outside. */
function wrapped(esbuild: Esbuild, { path, wrapper, functionName, sourceMap }: Wrapped): (external: string[]) => Bundle {
  const options = {
    stdin: {
      contents: [
        `import { wrap } from ${JSON.stringify(assetPath('server', 'wrap.mjs'))};`,
        `import { handler as own } from ${JSON.stringify(path)};`,
        `export const handler = wrap(own, ${JSON.stringify(functionName)});`,
      ].join('\n'),
      resolveDir: dirname(path),
      sourcefile: wrapper,
    },
    bundle: true,
    write: false,
    // Where nothing is written; a source map's paths begin here.
    outdir: resolve(),
    sourcemap: sourceMap,
    sourcesContent: false,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    metafile: true,
    banner: { js: REQUIRE_BANNER },
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'silent',
  };
  return (external) => esbuild.buildSync({ ...options, external });
}

/**
 * Whether the function itself imports packages that were left outside and are installed, and which are not.
 * (The server library's own way to the SDK is a dynamic import, behind a switch.)
 */
function installed({ metafile }: Bundle, entry: string): { readonly missing: string[] } | undefined {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.filter(({ path }) => path.startsWith('@aws-sdk/') || path.startsWith('@smithy/'));
  const isThere = ({ path, kind }: { path: string; kind: string }) => kind !== 'dynamic-import' && resolves(entry, path);
  if (!packages.some(isThere)) return undefined;
  return { missing: packages.filter((each) => !isThere(each)).map(({ path }) => path) };
}

function resolves(from: string, name: string): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
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
