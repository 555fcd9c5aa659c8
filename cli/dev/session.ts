import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../lib/manifest/index.js';
import { appCommand } from '../deploy/app.js';
import { Cdk } from '../deploy/cdk.js';
import { deployStack } from '../deploy/deployment.js';
import { CdkMessages } from '../deploy/messages.js';
import { patience } from '../deploy/patience.js';
import { planStack } from '../deploy/plan.js';
import { manifestsBefore, type Synthesis, synthesise } from '../deploy/synthesis.js';
import { findToolkit, loadToolkit, sdkModules } from '../deploy/toolkit.js';
import { diffManifests } from '../diff/manifest.js';
import { formatChanges } from '../diff/print.js';
import { messageOf } from '../failure.js';
import { type Generate, loadGenerator } from '../generator.js';
import type { Log } from '../log.js';
import { type ClientConfig, configsOf, localConfig } from '../read/config.js';
import { type Deployed, deployedOnAws } from '../read/deployed.js';
import { writtenByHand } from './generated.js';
import { putLocalSecrets, readLocalSecrets } from './secrets.js';
import { environmentOf, openTarget, type Target } from './target.js';
import { type Watching, watchSources } from './watch.js';

/** Milliseconds between two looks at a deployment: an emulator has no rate limits. */
const POLLING_MS = 100;

export interface DevOptions {
  /** The folder of the CDK app. */
  readonly cwd: string;
  /** `process.env`: changed, so that CDK and the SDKs reach the target only. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** The folder of this package. */
  readonly packageDir: string;
  /** The emulator's port. @default 4566, and any that is free with `fresh` */
  readonly port?: number;
  /** The command that runs the CDK app. @default "app" of cdk.json */
  readonly app?: string;
  /** The stack to deploy. @default all that stand in no Stage */
  readonly stack?: string;
  /** Forgets the emulator's state first. @default false */
  readonly reset?: boolean;
  /** Keeps no state and uses none, for tests beside a running `plinth dev`. @default false */
  readonly fresh?: boolean;
}

/** What a session works with. */
interface Parts {
  /** The command that runs the CDK app. */
  readonly app: string;
  readonly cdk: Cdk;
  /** What is bootstrapped: `aws://account/region`. */
  readonly environment: string;
  readonly generate: Generate;
  readonly target: Promise<Target>;
  /** Where all that is made lies. */
  readonly dir: string;
}

/** A backend on this machine, deployed again whenever that is asked for or a source is saved. */
export class DevSession {
  private deployed: Deployed | undefined;
  private watching: Watching | undefined;
  private stopped = false;
  /** Settles when the deployment that was asked for last is over. */
  private deployment: Promise<void> = Promise.resolve();
  /** As synthesised last, whether or not they could be deployed. */
  private manifests: readonly Manifest[] = [];
  /** As deployed, by backend id; undefined until that is known. */
  private deployedManifests: ReadonlyMap<string, Manifest> | undefined;
  private clientConfigs: ClientConfig[] = [];

  private constructor(
    private readonly options: DevOptions,
    private readonly parts: Parts,
  ) {}

  /**
   * Begins to start the emulator; nothing is deployed yet.
   *
   * @throws Failure if the app's command or CDK's library is missing.
   */
  static async open(options: DevOptions): Promise<DevSession> {
    const { cwd, env, log, packageDir, port, reset = false, fresh = false } = options;
    const app = appCommand(cwd, options.app);
    const toolkit = findToolkit(cwd);
    const dir = join(cwd, '.plinth', ...(fresh ? [`fresh-${process.pid}`] : []));
    const { account, region } = environmentOf(env);
    const target = openTarget({
      env,
      emulatorDir: join(packageDir, 'assets', 'local'),
      nodePath: sdkModules(toolkit),
      stateDir: join(dir, 'emulator'),
      ...(port !== undefined && { port }),
      reset,
      fresh,
      log,
    });
    // Awaited by the first deployment; until then its failure is nobody's.
    target.catch(() => {});
    const [library, generate] = await Promise.all([loadToolkit(toolkit), loadGenerator(packageDir)]);
    const cdk = new Cdk(library, {
      cwd,
      outdir: join(dir, 'cdk.out'),
      env: { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region },
      local: true,
      pollingInterval: POLLING_MS,
      messages: new CdkMessages(log, cwd),
    });
    return new DevSession(options, { app, cdk, environment: `aws://${account}/${region}`, generate, target, dir });
  }

  /** Where the backend is deployed to, once it answers. */
  target(): Promise<Target> {
    return this.parts.target;
  }

  /** What clients of the deployed backends start with; empty before the first deployment. */
  get configs(): readonly ClientConfig[] {
    return this.clientConfigs;
  }

  /** The file with the configuration of a backend, the first unless its id is given. */
  configFile(backendId?: string): string {
    const others = this.clientConfigs.slice(1).some((config) => config.backendId === backendId);
    return join(this.parts.dir, others ? `config.${backendId}.json` : 'config.json');
  }

  /**
   * Synthesises, deploys, and writes the configuration. The client is written by synthesis itself.
   *
   * One deployment runs at a time; another one asked for waits.
   *
   * @throws Failure with what the app or CloudFormation says. The stack or step that failed is rolled back; those before it stay deployed.
   */
  deploy(): Promise<void> {
    const deployment = this.deployment.then(() => this.deployNow());
    this.deployment = deployment.catch(() => {});
    return deployment;
  }

  private async deployNow(): Promise<void> {
    const { log, stack } = this.options;
    const [synthesised, ready] = await Promise.allSettled([synthesise(this.parts.cdk, this.parts.app, stack), this.ready()]);
    if (synthesised.status === 'rejected') throw synthesised.reason;
    const synthesis = synthesised.value;
    try {
      if (ready.status === 'rejected') throw ready.reason;
      log.step(`synthesised ${synthesis.stacks.map(({ stackName }) => stackName).join(', ')}`);
      await this.update(synthesis);
    } finally {
      await synthesis.assembly.dispose();
    }
  }

  /** Deploys at each save of a source, until `stop`. Failures are said, and the next save tries again. */
  async watch(): Promise<void> {
    const pending = new Set<string>();
    let running = false;
    const run = async () => {
      running = true;
      while (pending.size > 0 && !this.stopped) {
        const files = [...pending];
        pending.clear();
        await this.deploySaved(files);
      }
      running = false;
    };
    this.watching = await watchSources(this.options.cwd, (files) => {
      for (const file of files) pending.add(file);
      if (!running) void run();
    });
  }

  /** Ends what was started. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.watching?.stop();
    const target = await this.parts.target.catch(() => undefined);
    await target?.stop();
    if (this.options.fresh) rmSync(this.parts.dir, { recursive: true, force: true });
  }

  private async deploySaved(files: readonly string[]): Promise<void> {
    const { cwd, log } = this.options;
    const clients = this.manifests.map(this.parts.generate);
    const [first, ...others] = writtenByHand(cwd, files, clients);
    if (first === undefined) return;
    log.restart();
    log.step(`saved ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`);
    try {
      await this.deploy();
    } catch (error) {
      if (!this.stopped) log.problem(messageOf(error));
    }
  }

  /** The target answers and is bootstrapped. */
  private async ready(): Promise<void> {
    await this.parts.target;
    if (this.deployed !== undefined) return;
    const deployed = await deployedOnAws({ env: this.options.env });
    if ((await deployed.outputs('CDKToolkit')) === undefined) {
      await this.parts.cdk.bootstrap(this.parts.environment);
      this.options.log.step('bootstrapped');
    }
    await putLocalSecrets(readLocalSecrets(this.options.cwd));
    this.deployed = deployed;
  }

  private async update(synthesis: Synthesis): Promise<void> {
    const { log } = this.options;
    const deployed = this.deployed as Deployed;
    this.manifests = synthesis.manifests;
    const before = this.deployedManifests ?? (await manifestsBefore(deployed, synthesis.stacks));
    const changes = synthesis.manifests.flatMap((manifest) => diffManifests(before.get(manifest.backendId), manifest));
    for (const line of formatChanges(changes)) log.detail(line);

    const options = {
      cdk: this.parts.cdk,
      deployed,
      variantsDir: join(this.parts.dir, 'step'),
      onStep: log.step,
      patience: patience(log, POLLING_MS),
    };
    const outputs: Record<string, string>[] = [];
    for (const stack of synthesis.stacks) outputs.push(await deployStack(await planStack(deployed, stack), synthesis, options));
    this.deployedManifests = new Map(synthesis.manifests.map((manifest) => [manifest.backendId, manifest]));
    await this.writeConfigs(outputs);
    log.step(`deployed${changes.length === 0 ? ', the declaration has not changed' : ''}`);
  }

  private async writeConfigs(outputs: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const { endpoint } = await this.parts.target;
    this.clientConfigs = outputs.flatMap(configsOf).map((config) => localConfig(config, endpoint));
    for (const config of this.clientConfigs) {
      const file = this.configFile(config.backendId);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
    }
  }
}
