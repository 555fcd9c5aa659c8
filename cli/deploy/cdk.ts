import type { CachedCloudAssembly, ICloudAssemblySource } from '@aws-cdk/toolkit-lib';
import { Failure, messageOf } from '../failure.js';
import type { CdkMessages } from './messages.js';
import type { ToolkitModule } from './toolkit.js';

/** How CDK is to work for one app. */
export interface CdkOptions {
  /** The folder that the app's command runs in. */
  readonly cwd: string;
  /** Where the cloud assembly goes. */
  readonly outdir: string;
  /** Variables of the app's process, beside those of this one. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * For an emulator, as quickly as can be: without validation plugins, change sets, or a look at whose account it is. Otherwise as
   * `cdk deploy` does.
   */
  readonly local: boolean;
  /** Milliseconds between two looks at a deployment. */
  readonly pollingInterval: number;
  readonly messages: CdkMessages;
}

/** Tells synthesis that whoever deploys it cuts it into steps (see lib/data/deployed-indexes.ts). */
const DEPLOYED_IN_STEPS = 'PLINTH_STEPS';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** CDK as a library: one process for all deployments, so each costs what it does and not a start of the CLI. */
export class Cdk {
  private readonly toolkit;

  constructor(
    private readonly library: ToolkitModule,
    private readonly options: CdkOptions,
  ) {
    this.toolkit = new library.Toolkit({ ioHost: options.messages, color: false, emojis: false });
  }

  /**
   * Runs the app, in a process of its own, so that no module of an earlier run is used again.
   *
   * @throws Failure with what the app printed, if it fails.
   */
  async synthesise(app: string): Promise<CachedCloudAssembly> {
    const { cwd, outdir, env, local, messages } = this.options;
    messages.beginSynthesis();
    try {
      const source = await this.toolkit.fromCdkApp(app, {
        workingDirectory: cwd,
        outdir,
        env: { ...env, [DEPLOYED_IN_STEPS]: '1' },
        // One question to STS less, whose answer is known.
        resolveDefaultEnvironment: !local,
        ...(local && { synthOptions: { validation: false, versionReporting: false } }),
      });
      return await this.toolkit.synth(source, { stacks: { strategy: this.library.StackSelectionStrategy.ALL_STACKS, failOnEmpty: false } });
    } catch (error) {
      throw new Failure(messages.synthesisProblem(messageOf(error)));
    }
  }

  /** Bootstraps an environment, `aws://account/region`. */
  async bootstrap(environment: string): Promise<void> {
    this.options.messages.beginDeployment();
    try {
      await this.toolkit.bootstrap(this.library.BootstrapEnvironments.fromList([environment]), {
        terminationProtection: false,
        // CDK's default, named so that it does not warn of it.
        parameters: this.library.BootstrapStackParameters.withExisting({ cloudFormationExecutionPolicies: [ADMINISTRATOR] }),
      });
    } catch (error) {
      throw new Failure(`Bootstrapping ${environment} failed: ${this.options.messages.deploymentProblem(messageOf(error))}`);
    }
  }

  /**
   * Deploys one stack, by its id, and answers its outputs.
   *
   * @throws Failure with the resources that failed and why.
   */
  async deploy(assembly: ICloudAssemblySource, id: string): Promise<Record<string, string>> {
    const { messages, pollingInterval, local } = this.options;
    messages.beginDeployment();
    try {
      const { stacks } = await this.toolkit.deploy(assembly, {
        stacks: { strategy: this.library.StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE, patterns: [id] },
        deploymentMethod: { method: local ? 'direct' : 'change-set' },
        stackEventPollingInterval: pollingInterval,
        assetBuildConcurrency: 4,
      });
      return stacks[0]?.outputs ?? {};
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure(messages.deploymentProblem(messageOf(error)));
    }
  }

  /** A cloud assembly that lies in a folder. */
  async open(directory: string): Promise<ICloudAssemblySource> {
    return this.toolkit.fromAssemblyDirectory(directory);
  }
}
