import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Context } from './context.js';
import { loadGenerator } from './generator.js';
import { readSource, type SourceOptions, sourceOptions } from './read/source.js';
import { writeIfChanged } from './write.js';

/** `plinth generate`: the typed client, where no synthesis writes it. */
export function generateCommand(context: Context): Command {
  const command = new Command('generate')
    .description('write the typed client of a backend, from a cloud assembly or a deployed stack')
    .requiredOption('--out <dir>', 'folder of the client')
    .addHelpText('after', '\nExample, in the repository of a front end: plinth generate --stack Shop-staging --out src/backend');
  for (const option of sourceOptions()) command.addOption(option);
  return command.action((options: SourceOptions & { readonly out: string }) => generate(context, options));
}

async function generate(context: Context, { out, ...source }: SourceOptions & { readonly out: string }): Promise<void> {
  const manifest = await readSource(source, context);
  const files = Object.entries((await loadGenerator(context.packageDir))(manifest));
  const changed = files.filter(([name, text]) => writeIfChanged(join(resolve(context.cwd, out), name), text));
  context.report(`client of ${manifest.backendId} in ${out}: ${files.length} files, ${changed.length} changed`);
}
