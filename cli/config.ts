import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Context } from './context.js';
import { Failure } from './failure.js';
import { chooseBackend, configsOf, localConfig } from './read/config.js';
import { deployedOnAws } from './read/deployed.js';
import { deployedOptions, noStack, type SourceOptions } from './read/source.js';
import { writeIfChanged } from './write.js';

/** `plinth config`: what a client needs to know of one deployment, as JSON. */
export function configCommand(context: Context): Command {
  const command = new Command('config')
    .description('write the public configuration of a deployed backend, for createClient')
    .requiredOption('--stack <name>', 'deployed stack')
    .option('--out <file>', 'file to write (default: standard output)')
    .addHelpText(
      'after',
      '\nWith AWS_ENDPOINT_URL set, the URLs are those of that endpoint.\nExample: plinth config --stack Shop-production --out web/public/config.json',
    );
  for (const option of deployedOptions()) command.addOption(option);
  return command.action((options: SourceOptions & { readonly stack: string; readonly out?: string }) => config(context, options));
}

async function config(context: Context, options: SourceOptions & { readonly stack: string; readonly out?: string }): Promise<void> {
  const { cwd, env, print, report } = context;
  const { stack, out, backend, region, profile } = options;
  const deployed = await deployedOnAws({ env, region, profile });
  const outputs = await deployed.outputs(stack);
  if (outputs === undefined) throw new Failure(noStack(stack));

  const found = chooseBackend(configsOf(outputs), backend, `the stack ${stack}`);
  const endpoint = env.AWS_ENDPOINT_URL;
  const text = JSON.stringify(endpoint ? localConfig(found, endpoint) : found, null, 2);
  if (out === undefined) return print(text);
  const changed = writeIfChanged(resolve(cwd, out), `${text}\n`);
  report(`${out} ${changed ? 'written' : 'is as it was'}`);
}
