import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Command, Option } from 'commander';
import type { Context } from './context.js';
import { Ended } from './failure.js';
import { openModel, positive, type TransferCommandOptions, transferOptions } from './transfer/backend.js';
import { explained } from './transfer/explain.js';
import { exportFile } from './transfer/export-file.js';
import { formatOf } from './transfer/format.js';
import { untilInterrupted } from './transfer/interrupt.js';
import { showProgress } from './transfer/progress.js';

interface ExportOptions extends TransferCommandOptions {
  readonly parts: number;
}

/** `plinth export`: all items of a model to a file. */
export function exportCommand(context: Context): Command {
  const command = new Command('export')
    .description('write all items of a model to a file (JSON Lines or CSV, also gzipped), as `plinth import` reads them')
    .argument('<model>', 'the model')
    .argument('<file>', 'the file: .jsonl or .csv, or either with .gz')
    .addOption(new Option('--parts <n>', 'parts of the table that are read at once').argParser(positive(64)).default(4))
    .addHelpText(
      'after',
      '\nIt reads the table while others may write to it: an item is exported as it is when it is read. In no order.\nInterrupted, the same command goes on where it stopped.\nExample: plinth export movies movies.jsonl.gz --stack Shop-production',
    );
  for (const option of transferOptions()) command.addOption(option);
  return command.action((model: string, file: string, options: ExportOptions) => runExport(context, model, file, options));
}

async function runExport(context: Context, model: string, file: string, options: ExportOptions): Promise<void> {
  // Each page is garbage when the next is there: V8 would let that grow to several times of what lives (`export.mb` in docs/measures.md).
  setFlagsFromString('--heap-growing-percent=20');
  const { cwd, report } = context;
  const path = resolve(cwd, file);
  const format = formatOf(file, options.format);
  const { manifest, spec, transfer, renew, items } = await openModel(context, model, options);
  const result = await untilInterrupted((signal) =>
    explained(() =>
      exportFile({
        path,
        format,
        model: spec,
        transfer,
        parts: options.parts,
        checkpoint: `${path}.export.json`,
        restart: options.restart ?? false,
        key: JSON.stringify([manifest.backendId, model, options.parts, format, Object.keys(spec.fields)]),
        progress: showProgress({ stream: process.stderr, report, unit: 'items', total: items, now: Date.now }),
        signal,
        now: Date.now,
        renew,
      }),
    ),
  );
  const resumed = result.before > 0 ? ` (went on after ${result.before})` : '';
  report(`${manifest.backendId}.${model} to ${file}: ${result.items} items${resumed}`);
  if (result.finished) return;
  report('Interrupted: the same command goes on here, --restart begins anew.');
  throw new Ended(130);
}
