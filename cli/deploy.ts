import { join } from 'node:path';
import { Command } from 'commander';
import type { Context } from './context.js';
import { appCommand } from './deploy/app.js';
import { Cdk } from './deploy/cdk.js';
import { CdkMessages } from './deploy/messages.js';
import { fillerOf } from './deploy/fill.js';
import { lookInterval, patience } from './deploy/patience.js';
import { runDeployment } from './deploy/run.js';
import { synthesise } from './deploy/synthesis.js';
import { findToolkit, loadToolkit } from './deploy/toolkit.js';
import { Ended, Failure } from './failure.js';
import { createLog, type Log } from './log.js';
import { deployedOnAws } from './read/deployed.js';

interface Options {
  readonly app?: string;
  readonly stack?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `plinth deploy`: what `cdk deploy` does, in as many steps as no client notices. */
export function deployCommand(context: Context): Command {
  return new Command('deploy')
    .description('deploy to AWS: changes of indexes in steps, existing items filled up, what would lose data refused')
    .option('--stack <name>', 'the stack to deploy (default: all outside of Stages)')
    .option('--app <command>', 'command that runs the CDK app (default: "app" of cdk.json)')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--yes', 'do not ask: neither before what deployed clients notice, nor before more rights are given')
    .option('--region <region>', 'AWS Region (default: as the AWS CLI finds it)')
    .option('--profile <name>', 'profile of the AWS CLI (default: AWS_PROFILE)')
    .addHelpText(
      'after',
      '\nInterrupted, it goes on where it stopped: run it again. With AWS_ENDPOINT_URL set it deploys there.\nExample: plinth deploy --stack Shop-production --dry-run',
    )
    .action((options: Options) => deploy(context, options));
}

async function deploy(context: Context, options: Options): Promise<void> {
  const log = createLog(context.print, () => performance.now());
  const interrupted = new Promise<'interrupted'>((resolve) => {
    // Once: a second Ctrl-C ends at once, as it does by itself.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'));
  });
  if ((await Promise.race([synthesiseAndDeploy(context, options, log), interrupted])) !== 'interrupted') return;
  log.problem(
    'Interrupted. A step that CloudFormation has begun, it finishes by itself. Run `plinth deploy` again: it goes on from there.',
  );
  throw new Ended(130);
}

async function synthesiseAndDeploy(context: Context, options: Options, log: Log): Promise<void> {
  const { cwd, env, packageDir } = context;
  const { stack, profile, region, dryRun = false } = options;
  // CDK's library and the SDKs read them.
  if (profile !== undefined) env.AWS_PROFILE = profile;
  if (region !== undefined) env.AWS_REGION = region;
  const app = appCommand(cwd, options.app);
  const dir = join(cwd, '.plinth', 'deploy');
  const local = env.AWS_ENDPOINT_URL !== undefined;
  const agree = (question: string) => agreed(question, options, context);
  const cdk = new Cdk(await loadToolkit(findToolkit(cwd)), {
    cwd,
    outdir: join(dir, 'cdk.out'),
    env: {},
    local: false,
    pollingInterval: lookInterval(local),
    messages: new CdkMessages(log, cwd, { resources: true, approve: agree }),
  });
  const synthesis = await synthesise(cdk, app, stack);
  try {
    log.step(`synthesised ${synthesis.stacks.map(({ stackName }) => stackName).join(', ')}`);
    await runDeployment(synthesis, {
      cdk,
      cwd,
      log,
      reader: (of) => deployedOnAws({ env, region: of ?? region, profile }),
      fillers: (of) => fillerOf({ env, packageDir, region: of ?? region, profile }),
      variantsDir: join(dir, 'step'),
      patience: patience(log, local),
      dryRun,
      agree,
    });
  } finally {
    await synthesis.assembly.dispose();
  }
}

/** @throws Failure where nobody can be asked */
async function agreed(question: string, { yes }: Options, { ask }: Context): Promise<boolean> {
  if (yes) return true;
  if (ask === undefined) throw new Failure(`${question}\nNobody can be asked here: say --yes if that is meant.`);
  return /^y(es)?$/i.test((await ask(`${question} (y/n) `)).trim());
}
