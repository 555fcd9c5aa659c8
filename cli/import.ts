import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { MAX_WRITES } from '../lib/manifest/index.js';
import type { Context } from './context.js';
import { Ended, Failure } from './failure.js';
import { openModel, positive, type TransferCommandOptions, transferOptions } from './transfer/backend.js';
import { type ColumnOptions, columnReader } from './transfer/columns.js';
import { explained } from './transfer/explain.js';
import { formatOf } from './transfer/format.js';
import { type ImportResult, importFile } from './transfer/import-file.js';
import { untilInterrupted } from './transfer/interrupt.js';
import { showProgress } from './transfer/progress.js';

interface ImportOptions extends TransferCommandOptions, ColumnOptions {
  readonly overwrite?: boolean;
  readonly concurrency: number;
}

/** `plinth import`: the rows of a file become items of a model. */
export function importCommand(context: Context): Command {
  const command = new Command('import')
    .description('write the rows of a file (JSON Lines or CSV, also gzipped) as items of a model')
    .argument('<model>', 'the model')
    .argument('<file>', 'the file: .jsonl or .csv, or either with .gz')
    .option('--overwrite', 'replace items that have the id of a row (default: such a row is refused)')
    .option('--map <column=field...>', 'columns whose name does not say their field')
    .option('--skip-unknown', 'leave out columns that are no field (default: rows that have them are refused)')
    .option('--coerce', 'turn numbers into text and text into numbers where a field holds the other; always so for CSV')
    .addOption(new Option('--concurrency <n>', `batches of ${MAX_WRITES} rows at once`).argParser(positive(256)).default(16))
    .addHelpText(
      'after',
      '\nRefused rows are written to <file>.refused.jsonl. Interrupted, the same command goes on where it stopped.\nExample: plinth import movies movies.jsonl --stack Shop-staging --map "US Gross=usGross"',
    );
  for (const option of transferOptions()) command.addOption(option);
  return command.action((model: string, file: string, options: ImportOptions) => runImport(context, model, file, options));
}

async function runImport(context: Context, model: string, file: string, options: ImportOptions): Promise<void> {
  const { cwd, report } = context;
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new Failure(`There is no file ${file}.`);
  const format = formatOf(file, options.format);
  const { manifest, spec, transfer, renew } = await openModel(context, model, options);

  const refusedPath = `${path}.refused.jsonl`;
  const result = await untilInterrupted((signal) =>
    explained(() =>
      importFile({
        path,
        format,
        model: spec,
        readColumns: columnReader(spec, { ...options, coerce: options.coerce || format.name === 'csv' }),
        transfer,
        overwrite: options.overwrite ?? false,
        concurrency: options.concurrency,
        checkpoint: `${path}.import.json`,
        restart: options.restart ?? false,
        key: JSON.stringify([manifest.backendId, model, options.overwrite, options.map, options.skipUnknown, options.coerce]),
        refusedPath,
        progress: showProgress({ stream: process.stderr, report, unit: 'rows', total: statSync(path).size, now: Date.now }),
        signal,
        now: Date.now,
        renew,
      }),
    ),
  );
  tell(result, `${file} to ${manifest.backendId}.${model}`, `${file}.refused.jsonl`, report);
}

function tell(result: ImportResult, what: string, refusedFile: string, report: (line: string) => void): void {
  const { rows, written, there, refused, before, finished } = result;
  const resumed = before > 0 ? ` (went on after row ${before})` : '';
  report(`${what}: ${rows} rows${resumed}: ${written} written, ${there} there already, ${refused} refused`);
  if (refused > 0) report(`Why, row by row: ${refusedFile}`);
  if (!finished) {
    report('Interrupted: the same command goes on here, --restart begins anew.');
    throw new Ended(130);
  }
  if (refused > 0) throw new Ended(1);
}
