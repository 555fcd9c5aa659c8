import { existsSync, statSync } from 'node:fs';
import type { ModelSpec } from '../../lib/manifest/index.js';
import { checkpointAt } from './checkpoint.js';
import type { Position, Transfer } from './engine.js';
import type { Format } from './format.js';
import type { Progress } from './progress.js';
import { writeRows } from './write-rows.js';

const CHECKPOINT_EVERY_MS = 2_000;

export interface ExportJob {
  readonly path: string;
  readonly format: Format;
  readonly model: ModelSpec;
  readonly transfer: Transfer;
  /** Parts of the table that are read at once. */
  readonly parts: number;
  readonly checkpoint: string;
  readonly restart: boolean;
  readonly key: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly renew: () => Promise<void>;
}

export interface ExportResult {
  readonly items: number;
  readonly finished: boolean;
  /** Items that an earlier run had written. */
  readonly before: number;
}

/** How far an export has come: what of the file counts, and where each part of the table goes on. */
interface State {
  readonly bytes: number;
  readonly items: number;
  readonly parts: readonly (Position | 'begin' | 'done')[];
}

/** Writes all items of a model to a file. Pages of all parts come as they are read; one of each, at most, is held. */
export async function exportFile(job: ExportJob): Promise<ExportResult> {
  const { path, transfer, progress, signal, now } = job;
  const checkpoint = checkpointAt<State>(job.checkpoint, job.key);
  const saved = job.restart ? undefined : resumable(path, checkpoint.read());
  const parts = [...(saved?.parts ?? Array.from({ length: job.parts }, () => 'begin' as const))];
  const file = await writeRows(path, job.format, job.model, saved?.bytes);
  let items = saved?.items ?? 0;
  let lastSaved = now();
  // One at a time: what a checkpoint says must hold for the file and for all parts.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => (turn = turn.then(work));
  // Where one part fails the others end with their page, and all that was read is kept.
  const failures: unknown[] = [];
  const ended = () => signal.aborted || failures.length > 0;

  const save = async () => checkpoint.write({ bytes: await file.flush(), items, parts });
  const readPart = async (part: number) => {
    const from = parts[part];
    if (from === 'done' || from === undefined) return;
    const pages = transfer.exportItems({ part, of: parts.length, ...(from !== 'begin' && { from }) });
    for await (const page of pages) {
      await inTurn(async () => {
        await file.write(page.items);
        items += page.items.length;
        parts[part] = page.next ?? 'done';
        progress.update(items, items);
        if (now() - lastSaved > CHECKPOINT_EVERY_MS) {
          lastSaved = now();
          await save();
          await job.renew();
        }
      });
      if (ended()) return;
    }
  };

  try {
    await Promise.all(parts.map((_, part) => readPart(part).catch((error) => failures.push(error))));
    if (failures.length > 0) throw failures[0];
  } finally {
    await save();
    await file.close();
    progress.stop();
  }
  if (!signal.aborted) checkpoint.remove();
  return { items, finished: !signal.aborted, before: saved?.items ?? 0 };
}

/** An export goes on only where the file still holds what it had written. */
function resumable(path: string, state: State | undefined): State | undefined {
  return state !== undefined && existsSync(path) && statSync(path).size >= state.bytes ? state : undefined;
}
