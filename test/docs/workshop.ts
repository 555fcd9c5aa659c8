import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Example, ROOT } from './examples';

const run = promisify(execFile);

/** What `plinth init` gives an app, from this repository: `cdk-plinth` is the built package. */
const MODULES = ['aws-cdk-lib', 'constructs', 'esbuild', 'tsx', 'typescript', '@types/node'];

/** What examples of a kind stand in: on their first line, so that each keeps its lines. */
const AROUND = {
  declare: {
    before: [
      "import { Aspects, Duration, NestedStack, RemovalPolicy, Size, Stack, Stage } from 'aws-cdk-lib';",
      "import { Alarm, ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';",
      "import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';",
      "import * as cognito from 'aws-cdk-lib/aws-cognito';",
      "import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';",
      "import { Schedule } from 'aws-cdk-lib/aws-events';",
      "import * as iam from 'aws-cdk-lib/aws-iam';",
      "import * as lambda from 'aws-cdk-lib/aws-lambda';",
      "import * as logs from 'aws-cdk-lib/aws-logs';",
      "import * as s3 from 'aws-cdk-lib/aws-s3';",
      "import { Secret } from 'aws-cdk-lib/aws-secretsmanager';",
      "import * as sns from 'aws-cdk-lib/aws-sns';",
      "import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';",
      "import { Auth, Backend, BackendApi, Condition, Data, DefaultFrom, Environment, Field, Files, Functions, Handler, HandlerCode, OnDelete, Operation, Push, Relation, Rule, Trigger } from 'cdk-plinth';",
      "import type { Construct } from 'constructs';",
      "import { Notes } from './lib/notes.js';",
      'export default class extends Stack { constructor(scope: Construct, id: string) { super(scope, id); ',
    ].join(' '),
    /** The shared app's, for an example that uses one and makes none. */
    backend: "const { backend } = new Notes(this, 'Notes', Environment.development()); ",
    after: '}}',
  },
  call: {
    before: [
      "import { type BackendConfig, BackendError, type BackendStorage, type Create, createClient, type Filter, memoryStorage, type NotesItem, type Query, type Update } from './web/src/backend/index.js';",
      "import { checks } from './web/src/backend/checks.js';",
      'declare const config: BackendConfig; const api = createClient(config, { storage: memoryStorage() });',
      'declare const note: NotesItem; declare const file: File; declare function show(...what: unknown[]): void; ',
    ].join(' '),
    backend: '',
    after: '',
  },
};

/** A folder with an app of all examples, as a reader would have it. */
export class Workshop {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'plinth-docs-')));
  private readonly files = new Map<string, Example>();

  /** @throws Error where two examples are the same file with different text */
  constructor(examples: readonly Example[]) {
    for (const module of MODULES) this.link(module, join(ROOT, 'node_modules', module));
    this.link('cdk-plinth', ROOT);
    this.write('package.json', JSON.stringify({ name: 'examples', private: true, type: 'module' }));
    this.write('tsconfig.json', JSON.stringify(TSCONFIG));
    for (const example of examples) this.add(example);
  }

  /** The examples by their files here. */
  get examples(): ReadonlyMap<string, Example> {
    return this.files;
  }

  /** Runs one of the app's CDK programs, which writes its client too. @throws Error with what it printed */
  async synthesise(file: string): Promise<void> {
    await this.node(['--import', 'tsx', file], { CDK_OUTDIR: join(this.folder, 'cdk.out') });
  }

  /** Synthesises every `declare` example in a stack of its own. @returns what went wrong, by place */
  async declare(): Promise<string[]> {
    const wanted = [...this.files].filter(([, { kind }]) => kind === 'declare').map(([file]) => file);
    this.write('declare.mjs', DECLARE);
    const output = await this.node(['--import', 'tsx', 'declare.mjs', ...wanted], { PLINTH_NO_CLIENT: '1' });
    return (JSON.parse(output) as [string, string][]).map(([file, message]) => `${this.placeOf(file)} ${message}`);
  }

  /** Type checks all files. @returns what is wrong, by place */
  async check(): Promise<string[]> {
    const tsc = join(ROOT, 'node_modules/typescript7/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', this.folder], { cwd: this.folder }).catch((error) => error);
    return String(stdout)
      .split('\n')
      .filter(Boolean)
      .map((text) => text.replace(/^(\S+)\((\d+),\d+\)/, (_, file: string, line: string) => this.placeOf(file, Number(line))));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private add(example: Example): void {
    const { page, line, kind, path, text } = example;
    const file = path ?? `${page.replaceAll(/\W+/g, '-')}-${line}.mts`;
    const same = this.files.get(file);
    if (same && same.text !== text) throw new Error(`${page}:${line} and ${same.page}:${same.line} are both ${file}, and differ`);
    if (same) return;
    this.files.set(file, example);
    this.write(file, kind === 'file' ? atLine(line, '', text) : around(kind, line, text));
  }

  private placeOf(file: string, line?: number): string {
    const example = this.files.get(file);
    return example ? `${example.page}:${line ?? example.line}` : `${file}:${line ?? ''}`;
  }

  private write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  private link(module: string, target: string): void {
    const path = join(this.folder, 'node_modules', module);
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(target)) symlinkSync(target, path, 'junction');
  }

  private async node(args: string[], env: Record<string, string>): Promise<string> {
    const { stdout } = await run(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, PLINTH_NO_CLIENT: '', CDK_VALIDATION: 'false', NODE_NO_WARNINGS: '1', ...env },
    });
    return stdout;
  }
}

/** Code that begins on its line of the page, so that a compiler's places are the reader's. */
const atLine = (line: number, before: string, text: string) => `${before}${'\n'.repeat(line - 1)}${text}\n`;

function around(kind: keyof typeof AROUND, line: number, text: string): string {
  const { before, backend, after } = AROUND[kind];
  const needsOne = /\bbackend\.|= backend;/.test(text) && !/\bconst backend\b/.test(text);
  return atLine(line, `${before}${needsOne ? backend : ''}{`, `${text}\n}${after}`);
}

/** As `plinth init` writes it. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['**/*.ts', '**/*.mts'],
  exclude: ['node_modules', 'cdk.out'],
};

const DECLARE = `
import { App } from 'aws-cdk-lib';

const failures = [];
for (const file of process.argv.slice(2)) {
  try {
    const { default: Example } = await import('./' + file);
    const app = new App({ outdir: 'cdk.out/' + file });
    new Example(app, 'Example');
    app.synth();
  } catch (error) {
    failures.push([file, error.message]);
  }
}
console.log(JSON.stringify(failures));
`;
