import { existsSync, statSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { MAX_WRITES, type ModelSpec } from '../../lib/manifest/index.js';
import { checkpointAt } from './checkpoint.js';
import type { ReadColumns } from './columns.js';
import type { RowOutcome, Transfer } from './engine.js';
import type { Format } from './format.js';
import type { Progress } from './progress.js';
import { type Row, readRows } from './read-rows.js';
import { type Values, writeRows } from './write-rows.js';

const CHECKPOINT_EVERY_MS = 1_000;

export interface ImportJob {
  readonly path: string;
  readonly format: Format;
  readonly model: ModelSpec;
  readonly readColumns: ReadColumns;
  readonly transfer: Transfer;
  readonly overwrite: boolean;
  /** Batches at once. */
  readonly concurrency: number;
  /** Where it goes on if it was interrupted; and where not, it begins anew. */
  readonly checkpoint: string;
  readonly restart: boolean;
  /** What, beside the file, must be the same for it to go on. */
  readonly key: string;
  /** Where refused rows are told, one line each. */
  readonly refusedPath: string;
  readonly progress: Progress;
  /** Asked to stop: what is under way is finished, and how far it came is kept. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly renew: () => Promise<void>;
}

/** How many rows; one that was interrupted counts from its beginning. */
export interface Counts {
  rows: number;
  written: number;
  there: number;
  refused: number;
}

export interface ImportResult extends Counts {
  readonly finished: boolean;
  /** Rows that an earlier run had done. */
  readonly before: number;
}

/** How far an import has come. */
interface State extends Counts {
  /** What counts of the report of refused rows. */
  readonly refusedBytes: number;
}

const JSON_LINES: Format = { name: 'jsonl', gzip: false };

interface Batch {
  readonly rows: readonly Row[];
  readonly outcomes: Promise<RowOutcome[]>;
}

/** Reads a file to its end and writes its rows, several batches at once; how far all before are done is kept, so that it can go on. */
export async function importFile(job: ImportJob): Promise<ImportResult> {
  const { path, transfer, overwrite, concurrency, progress, signal, now } = job;
  const { size, mtimeMs } = await stat(path);
  const checkpoint = checkpointAt<State>(job.checkpoint, JSON.stringify([job.key, size, mtimeMs]));
  const saved = job.restart ? undefined : checkpoint.read();
  const counts: Counts = { rows: saved?.rows ?? 0, written: saved?.written ?? 0, there: saved?.there ?? 0, refused: saved?.refused ?? 0 };
  const before = counts.rows;
  const report = await writeRows(job.refusedPath, JSON_LINES, job.model, saved && kept(job.refusedPath, saved.refusedBytes));

  const source = readRows(path, job.format);
  const underWay: Batch[] = [];
  let skipped = 0;
  let batch: Row[] = [];
  let lastSaved = now();

  const save = async () => checkpoint.write({ ...counts, refusedBytes: await report.flush() });
  const start = async () => {
    const rows = batch;
    batch = [];
    await job.renew();
    const outcomes = write(rows, transfer, job.readColumns, { overwrite });
    // It is awaited in its turn.
    outcomes.catch(() => undefined);
    underWay.push({ rows, outcomes });
  };
  const finishOldest = async () => {
    const { rows, outcomes } = underWay.shift() as Batch;
    const done = await outcomes;
    for (const { result } of done) counts[result]++;
    await report.write(done.filter(({ result }) => result === 'refused').map((outcome) => refusal(rows, outcome)));
    counts.rows += rows.length;
    progress.update(source.bytesRead(), counts.rows, counts.refused > 0 ? `${counts.refused} refused` : undefined);
    if (now() - lastSaved > CHECKPOINT_EVERY_MS) {
      lastSaved = now();
      await save();
    }
  };

  try {
    for await (const row of source.rows) {
      if (skipped < before) {
        skipped++;
        continue;
      }
      if (signal.aborted) break;
      batch.push(row);
      if (batch.length === MAX_WRITES) await start();
      if (underWay.length === concurrency) await finishOldest();
    }
    if (batch.length > 0 && !signal.aborted) await start();
    while (underWay.length > 0) await finishOldest();
  } finally {
    // Also where DynamoDB failed: what is done is done.
    progress.stop();
    await save();
    await report.close();
  }
  if (!signal.aborted) checkpoint.remove();
  if (counts.refused === 0) await rm(job.refusedPath);
  return { ...counts, finished: !signal.aborted, before };
}

async function write(
  rows: readonly Row[],
  transfer: Transfer,
  readColumns: ReadColumns,
  options: Parameters<Transfer['importRows']>[1],
): Promise<RowOutcome[]> {
  const readable = rows.flatMap(({ number, values }) => (values === undefined ? [] : [{ number, values: readColumns(values) }]));
  const outcomes = new Map((await transfer.importRows(readable, options)).map((outcome) => [outcome.row, outcome]));
  return rows.map(
    ({ number, error = 'is no row' }) =>
      outcomes.get(number) ?? { row: number, result: 'refused', errors: [{ pointer: '', detail: error }] },
  );
}

/** One line of the report: which row, why, and the row itself, to be mended and imported again. */
function refusal(rows: readonly Row[], { row, errors }: RowOutcome): Values {
  return { row, errors, values: rows.find(({ number }) => number === row)?.values };
}

const kept = (path: string, bytes: number) => (existsSync(path) ? Math.min(statSync(path).size, bytes) : 0);
