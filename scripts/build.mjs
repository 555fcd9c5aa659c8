// Builds everything that the package ships: lib (jsii) to dist/, handlers, client, generator and CLI to assets/.
//   node scripts/build.mjs            all of it, each part only if its sources changed since its last build
//   node scripts/build.mjs handlers   some of it: lib, handlers, client, cli
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';

const root = join(import.meta.dirname, '..');
const at = (...path) => join(root, ...path);

/** What is built lies here until it is whole: who uses the assets meanwhile keeps the ones before. */
const STAGING = `build/staging-${process.pid}`;
const staged = (...path) => at(STAGING, ...path);

/** Puts a folder that was built in the place of the one before. */
function putInPlace(path) {
  mkdirSync(dirname(at(path)), { recursive: true });
  if (existsSync(at(path))) renameSync(at(path), staged(`${path}.before`));
  renameSync(staged(path), at(path));
}

const node = (args) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        JSII_SILENCE_WARNING_KNOWN_BROKEN_NODE_VERSION: '1',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
        JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
      },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(output) : fail(new Error(`node ${args.join(' ')} ended with ${code}\n${output}`))));
  });

const esbuild = async (options) => {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
};

/** A handler is a folder of lambdas/ with an entry file `index.ts`; the server library is built apart. */
const handlerNames = () =>
  readdirSync(at('lambdas'), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && entry.name !== 'server' && entry.name !== 'shared' && existsSync(at('lambdas', entry.name, 'index.ts')),
    )
    .map((entry) => entry.name);

/** `createRequire` for what esbuild leaves as `require` inside an ES module. */
const esmBanner = {
  js: "import { createRequire as __plinthRequire } from 'node:module'; const require = __plinthRequire(import.meta.url);",
};

async function handlers() {
  await Promise.all([
    ...handlerNames().map((name) =>
      esbuild({
        entryPoints: [`lambdas/${name}/index.ts`],
        outfile: `${STAGING}/assets/handlers/${name}/index.js`,
        format: 'cjs',
        mainFields: ['module', 'main'],
        // The reference DynamoDB client, behind a switch, comes from the Lambda runtime.
        external: ['@aws-sdk/client-dynamodb'],
      }),
    ),
    esbuild({
      entryPoints: { index: 'lambdas/server/index.ts', wrap: 'lambdas/server/wrap.ts', transfer: 'lambdas/server/transfer.ts' },
      outdir: `${STAGING}/assets/server`,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      splitting: true,
      minify: false,
      mainFields: ['module', 'main'],
      external: ['@aws-sdk/client-dynamodb', 'plinth-manifest'],
      banner: esmBanner,
    }),
    declarations('lambdas/server/tsconfig.build.json', 'assets/server'),
  ]);
}

/** TypeScript 7's compiler: seconds become tenths, and it emits the same. */
const declarations = (project, output) => node([at('node_modules/typescript7/bin/tsc'), '-p', project, '--outDir', staged(output)]);

async function client() {
  await declarations('client/tsconfig.build.json', 'assets/client');
  // The runtime is ES modules, in a package whose own `type` is CommonJS.
  writeFileSync(staged('assets/client/package.json'), '{ "type": "module" }\n');
  await esbuild({
    entryPoints: ['client/generator/index.ts'],
    outfile: `${STAGING}/assets/generator/index.js`,
    format: 'cjs',
    minify: false,
  });
  // What the generated `checks.js` needs of the manifest's value checks, as one ES module.
  await esbuild({
    entryPoints: ['client/checks/index.ts'],
    outfile: `${STAGING}/assets/client/checks/index.js`,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
  });
}

async function cli() {
  await esbuild({
    entryPoints: { index: 'cli/index.ts', dev: 'cli/dev/session.ts', log: 'cli/log.ts' },
    outdir: `${STAGING}/assets/cli`,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    mainFields: ['module', 'main'],
    // Large, and needed by those who develop: resolved from the user's project.
    external: ['@aws-cdk/toolkit-lib', 'fsevents'],
    banner: esmBanner,
  });
  cpSync(at('cli/templates'), staged('assets/cli/templates'), { recursive: true });
  cpSync(at('cli/local/emulator'), staged('assets/local'), { recursive: true, filter: (path) => !path.includes('__pycache__') });
}

/** jsii writes over what is there, file by file. */
const lib = () => node([at('node_modules/jsii/bin/jsii'), '--compress-assembly', '--silence-warnings=reserved-word']);

/** What each part is made from; a part is built again only if one of these changed. */
const PARTS = {
  handlers: { build: handlers, sources: ['lambdas', 'lib/manifest'], outputs: ['assets/handlers', 'assets/server'] },
  client: { build: client, sources: ['client', 'lib/manifest'], outputs: ['assets/client', 'assets/generator'] },
  cli: { build: cli, sources: ['cli', 'lib/manifest'], outputs: ['assets/cli', 'assets/local'] },
  lib: { build: lib, sources: ['lib', 'tsconfig.jsii.json', 'package.json'], outputs: ['dist', '.jsii'] },
};

const stampFile = at('build/stamps.json');
const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
const wanted = process.argv.slice(2).filter((name) => name in PARTS);
const common = ['scripts/build.mjs', 'package-lock.json', 'tsconfig.base.json'];

await Promise.all(
  Object.entries(PARTS).map(async ([name, part]) => {
    if (wanted.length > 0 && !wanted.includes(name)) return;
    const stamp = fingerprint(root, [...part.sources, ...common]);
    if (stamps[name] === stamp && part.outputs.every((path) => existsSync(at(path)))) return;
    const started = Date.now();
    await part.build();
    for (const path of part.outputs) if (existsSync(staged(path))) putInPlace(path);
    stamps[name] = stamp;
    console.log(`built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }),
).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
rmSync(at(STAGING), { recursive: true, force: true });
mkdirSync(at('build'), { recursive: true });
writeFileSync(stampFile, JSON.stringify(stamps));
