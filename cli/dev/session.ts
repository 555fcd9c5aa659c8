import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../lib/manifest/index.js';
import { appCommand } from '../deploy/app.js';
import { Cdk } from '../deploy/cdk.js';
import { deployStack } from '../deploy/deployment.js';
import { CdkMessages } from '../deploy/messages.js';
import { fillerOf } from '../deploy/fill.js';
import { lookInterval, patience } from '../deploy/patience.js';
import { planStack } from '../deploy/plan.js';
import { manifestsBefore, type Synthesis } from '../deploy/synthesis.js';
import { findToolkit, loadToolkit, sdkModules } from '../deploy/toolkit.js';
import { assembledTree } from '../deploy/tree.js';
import { diffManifests } from '../diff/manifest.js';
import { formatChanges } from '../diff/print.js';
import { Failure, messageOf } from '../failure.js';
import { type Generate, loadGenerator } from '../generator.js';
import type { Log } from '../log.js';
import { type ClientConfig, configsOf, localConfig } from '../read/config.js';
import { type Deployed, deployedOnAws } from '../read/deployed.js';
import { resourceChanges } from './changes.js';
import { ConfigFiles } from './config-files.js';
import { synthesiseForThisMachine } from './environments.js';
import { writtenByHand } from './generated.js';
import { deployedSources, type Sources } from './logs/deployed.js';
import type { LogWatch } from './logs/watch.js';
import { putLocalSecrets, readLocalSecrets, requireSecrets, secretsNamed } from './secrets.js';
import { stateToMend } from './state.js';
import { environmentOf, openTarget, type Target } from './target.js';
import { TypeCheck } from './type-check.js';
import { type Watching, watchSources } from './watch.js';

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
  /** The stack to deploy. @default all that stand in no Stage; of the same backend in several environments the one for development */
  readonly stack?: string;
  /** A file that gets the public configuration too, for a web app that is served from a folder. @default none */
  readonly config?: string;
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
  private readonly files: ConfigFiles;
  private deployed: Deployed | undefined;
  private watching: Watching | undefined;
  private logs: LogWatch | undefined;
  private types: TypeCheck | undefined;
  private sources: Sources | undefined;
  private stopped = false;
  /** Settles when the deployment that was asked for last is over. */
  private deployment: Promise<void> = Promise.resolve();
  /** As synthesised last, whether or not they could be deployed. */
  private manifests: readonly Manifest[] = [];
  /** As deployed, by backend id; undefined until that is known. */
  private deployedManifests: ReadonlyMap<string, Manifest> | undefined;
  /** The templates that were deployed last, as text; undefined where that is not sure. */
  private deployedText: string | undefined;
  private said: string | undefined;
  private constructor(
    private readonly options: DevOptions,
    private readonly parts: Parts,
  ) {
    const { cwd, log, config } = options;
    this.files = new ConfigFiles({ cwd, dir: parts.dir, asked: config, log });
  }

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
      pollingInterval: lookInterval(true),
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
    return this.files.current;
  }

  /** The file with the configuration of a backend, the first unless its id is given. */
  configFile(backendId?: string): string {
    return this.files.path(backendId);
  }

  /**
   * Synthesises, deploys, and writes the configuration. The client is written by synthesis itself.
   *
   * One deployment runs at a time; another one asked for waits.
   *
   * @throws Failure with what the app or CloudFormation says. The stack or step that failed is rolled back; those before it stay deployed.
   */
  deploy(): Promise<void> {
    return this.enqueue();
  }

  /** Says what went wrong with a deployment, and what a person still has. */
  report(error: unknown): void {
    const { log } = this.options;
    log.problem(messageOf(error));
    const [{ apiUrl } = {}] = this.configs;
    log.detail(
      this.configs.length === 0
        ? 'nothing is deployed yet: correct it and save'
        : `what was deployed before still answers${apiUrl === undefined ? '' : ` at ${apiUrl}`}: correct it and save`,
    );
  }

  private enqueue(saved?: string): Promise<void> {
    const deployment = this.deployment.then(() => this.deployNow(saved)).finally(() => void this.types?.run());
    this.deployment = deployment.catch(() => {});
    return deployment;
  }

  /** @param saved what was saved, if that is why */
  private async deployNow(saved: string | undefined): Promise<void> {
    const { log, stack } = this.options;
    const because = saved === undefined ? '' : `saved ${saved}: `;
    const [synthesised, ready] = await Promise.allSettled([synthesiseForThisMachine(this.parts.cdk, this.parts.app, stack), this.ready()]);
    if (synthesised.status === 'rejected') {
      if (saved !== undefined) log.step(`saved ${saved}`);
      throw synthesised.reason;
    }
    const { synthesis, said } = synthesised.value;
    try {
      if (ready.status === 'rejected') throw ready.reason;
      const names = synthesis.stacks.map(({ stackName }) => stackName);
      const trees = synthesis.stacks.map(assembledTree);
      const text = JSON.stringify(trees.map((tree) => [...tree]));
      this.manifests = synthesis.manifests;
      await putLocalSecrets(readLocalSecrets(this.options.cwd));
      if (text === this.deployedText) return log.step(`${because}nothing to deploy`);

      log.step(`${because}synthesised ${names.join(', ')}`);
      if (said !== undefined && said !== this.said) log.detail(said);
      this.said = said;
      this.deployedText = undefined;
      this.files.requireOne(synthesis.manifests);
      await requireSecrets(secretsNamed(trees.flatMap((tree) => [...tree.values()])));
      await this.update(synthesis);
      this.deployedText = text;
    } finally {
      await synthesis.assembly.dispose();
    }
  }

  /**
   * Deploys at each save of a source, until `stop`, shows what functions log, and checks types beside it. Failures are said, and the next
   * save tries again.
   */
  async watch(): Promise<void> {
    this.types = new TypeCheck(this.options.cwd, this.options.log);
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
    await this.followLogs();
  }

  /** Ends what was started. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.types?.stop();
    this.types = undefined;
    await Promise.all([this.watching?.stop(), this.logs?.stop()]);
    const target = await this.parts.target.catch(() => undefined);
    await target?.stop();
    if (this.options.fresh) rmSync(this.parts.dir, { recursive: true, force: true });
  }

  private async deploySaved(files: readonly string[]): Promise<void> {
    const { cwd, log } = this.options;
    // What synthesis writes can be told from what a person did only when it has been written.
    await this.deployment;
    const clients = this.manifests.map(this.parts.generate);
    const [first, ...others] = writtenByHand(cwd, files, clients).filter((file) => !this.files.isAsked(file));
    if (first === undefined || this.stopped) return;
    log.restart();
    try {
      await this.enqueue(`${first}${others.length > 0 ? ` and ${others.length} more` : ''}`);
    } catch (error) {
      if (!this.stopped) this.report(error);
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
    this.deployed = deployed;
  }

  private async update(synthesis: Synthesis): Promise<void> {
    const { log } = this.options;
    const deployed = this.deployed as Deployed;
    const before = this.deployedManifests ?? (await manifestsBefore(deployed, synthesis.stacks));
    const plans = await Promise.all(synthesis.stacks.map((stack) => planStack(deployed, stack)));
    const declared = formatChanges(synthesis.manifests.flatMap((manifest) => diffManifests(before.get(manifest.backendId), manifest)));
    // A declaration says best what it changes; where it has not changed, resources do.
    const changes = declared.length > 0 ? declared : plans.flatMap((plan) => resourceChanges(plan, synthesis.manifests));
    for (const line of changes) log.detail(line);

    const options = {
      cdk: this.parts.cdk,
      deployed,
      variantsDir: join(this.parts.dir, 'step'),
      onStep: log.step,
      patience: patience(log, true),
      openFiller: fillerOf(this.options),
    };
    const outputs: Record<string, string>[] = [];
    for (const plan of plans) {
      try {
        outputs.push(await deployStack(plan, synthesis, options));
      } catch (error) {
        throw new Failure([messageOf(error), ...(await stateToMend(deployed, plan.stack.stackName))].join('\n'));
      }
    }
    this.deployedManifests = new Map(synthesis.manifests.map((manifest) => [manifest.backendId, manifest]));
    const isNew = plans.some((plan) => plan.deployed === undefined);
    log.step(`deployed${changes.length > 0 || isNew ? '' : ', nothing has changed'}`);
    const { endpoint } = await this.parts.target;
    this.files.write(outputs.flatMap(configsOf).map((config) => localConfig(config, endpoint)));
    this.sources = await deployedSources(deployed, synthesis.stacks, synthesis.manifests);
    await this.followLogs();
  }

  /** Shows what functions log, once there are some and it is asked for. */
  private async followLogs(): Promise<void> {
    if (this.watching === undefined || this.sources === undefined || this.stopped) return;
    const { log, cwd } = this.options;
    const { openLogWatch } = await import('./logs/watch.js');
    this.logs ??= openLogWatch({ log, cwd, since: Date.now() });
    this.logs.watch(this.sources);
  }
}
