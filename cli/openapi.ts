import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Context } from './context.js';
import { openApi } from './openapi/index.js';
import { readSource, type SourceOptions, sourceOptions } from './read/source.js';
import { writeIfChanged } from './write.js';

/** `plinth openapi`: the HTTP API of a backend, described. */
export function openApiCommand(context: Context): Command {
  const command = new Command('openapi')
    .description('write the OpenAPI 3.1 description of a backend, from a cloud assembly or a deployed stack')
    .option('--out <file>', 'file to write (default: standard output)');
  for (const option of sourceOptions()) command.addOption(option);
  return command.action(async ({ out, ...source }: SourceOptions & { readonly out?: string }) => {
    const text = JSON.stringify(openApi(await readSource(source, context)), null, 2);
    if (out === undefined) return context.print(text);
    const changed = writeIfChanged(resolve(context.cwd, out), `${text}\n`);
    context.report(`${out} ${changed ? 'written' : 'is as it was'}`);
  });
}
