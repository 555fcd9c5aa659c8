import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/cdk';
import { run } from '../../support/run';
import { CDK_OUT, notesFolder } from '../notes';

/** The newest on npm; package.json has the oldest that the package is for. */
const NEWEST = ['aws-cdk-lib@2.276.0', 'constructs@10'];

const jsonOf = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const LIBRARIES = 'es2022,dom,dom.iterable,dom.asynciterable';

/** The kinds of modules that an app can be of. */
export type Modules = 'commonjs' | 'module';

/** Someone's project outside of this repository: the packed package, the newest aws-cdk-lib, and an app of each kind of modules. */
export class Consumer {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'plinth-consumer-')));

  async install(): Promise<void> {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
    // Packed as it is built: other tests use the build meanwhile.
    await this.npm(['pack', ROOT, '--ignore-scripts', '--silent']);
    const packages = [`./cdk-plinth-${jsonOf('package.json').version}.tgz`, ...NEWEST, this.asHere('@types/node'), this.asHere('esbuild')];
    await this.npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);
  }

  /** An app of the declaration that all tests of packages share, compiled to JavaScript and run. @returns its folder */
  async synthesise(modules: Modules): Promise<string> {
    const folder = notesFolder(join(this.folder, modules));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: modules }));
    await this.tsc('typescript', folder, ['app.ts', '--skipLibCheck', '--module', 'node16']);
    await run(process.execPath, ['app.js'], { cwd: folder, env: CDK_OUT });
    return folder;
  }

  /** Type checks files of a folder, and the declarations of all packages that they import. @throws Error with what is wrong */
  async check(folder: string, files: string[], options: string[]): Promise<void> {
    await this.tsc('typescript7', folder, [...files, '--noEmit', ...options]);
  }

  npm(args: string[]): Promise<string> {
    return run('npm', args, { cwd: this.folder });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A package in the version that this repository has. */
  private asHere(name: string): string {
    return `${name}@${jsonOf(`node_modules/${name}/package.json`).version}`;
  }

  private async tsc(compiler: 'typescript' | 'typescript7', cwd: string, args: string[]): Promise<void> {
    const tsc = join(ROOT, 'node_modules', compiler, 'bin/tsc');
    await run(process.execPath, [tsc, '--strict', '--target', 'es2022', '--lib', LIBRARIES, '--types', 'node', ...args], { cwd });
  }
}
