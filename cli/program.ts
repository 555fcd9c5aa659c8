import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { configCommand } from './config.js';
import type { Context } from './context.js';
import { deployCommand } from './deploy.js';
import { devCommand } from './dev.js';
import { exportCommand } from './export.js';
import { Ended, Failure, messageOf } from './failure.js';
import { generateCommand } from './generate.js';
import { importCommand } from './import.js';
import { initCommand } from './init.js';
import { openApiCommand } from './openapi.js';
import { userCommand } from './user.js';

/** Runs one command line; answers its exit code. */
export async function runProgram(args: readonly string[], context: Context): Promise<number> {
  const program = plinth(context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    // It has printed its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Ended) return error.exitCode;
    context.report(error instanceof Failure ? `plinth: ${error.message}` : unexpected(error, context.env));
    return error instanceof Failure ? error.exitCode : 1;
  }
}

function plinth(context: Context): Command {
  const { version } = JSON.parse(readFileSync(join(context.packageDir, 'package.json'), 'utf8')) as { version: string };
  const program = new Command('plinth')
    .description('A complete application backend in your own AWS account from one CDK construct.')
    .version(version)
    .addHelpText(
      'after',
      `
Begin:
  npx cdk-plinth init my-app    a small app of your own
  cd my-app && npm install
  npm run dev                   its backend on this machine, deployed at each save
  npx plinth deploy             the same backend in your AWS account`,
    );
  const commands = [
    initCommand,
    devCommand,
    deployCommand,
    generateCommand,
    configCommand,
    openApiCommand,
    importCommand,
    exportCommand,
    userCommand,
  ];
  for (const command of commands) program.addCommand(command(context));
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => context.print(text.trimEnd()), writeErr: (text) => context.report(text.trimEnd()) });
  }
  return program;
}

function unexpected(error: unknown, env: NodeJS.ProcessEnv): string {
  if (env.PLINTH_DEBUG && error instanceof Error) return error.stack ?? error.message;
  return `plinth: ${messageOf(error)}\n(PLINTH_DEBUG=1 shows where)`;
}
