import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RowOutcome, Transfer } from '../../../cli/transfer/engine';
import { type ImportJob, importFile } from '../../../cli/transfer/import-file';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const LINES = 200;

/** A table of rows by their number, that can fail. */
function tableOf({
  failFrom = Number.POSITIVE_INFINITY,
  onBatch = () => {},
}: {
  failFrom?: number;
  onBatch?: (rows: number) => void;
} = {}) {
  const written = new Map<number, number>();
  const transfer: Pick<Transfer, 'importRows'> = {
    async importRows(rows) {
      onBatch(rows.length);
      if (rows.some(({ number }) => number >= failFrom)) throw new Error('throttled');
      return rows.map(({ number, values }): RowOutcome => {
        if (values.n === 13) return { row: number, result: 'refused', errors: [{ pointer: '/n', detail: 'is unlucky' }] };
        const there = written.has(number);
        written.set(number, (written.get(number) ?? 0) + 1);
        return { row: number, result: there ? 'there' : 'written' };
      });
    },
  };
  return { written, transfer: transfer as Transfer };
}

function jobOf(transfer: Transfer, overrides: Partial<ImportJob> = {}): ImportJob {
  const path = join(folder.path, 'a.jsonl');
  return {
    path,
    format: { name: 'jsonl', gzip: false },
    model: { fields: {}, rules: [], indexes: {} },
    readColumns: (values) => values,
    transfer,
    overwrite: false,
    concurrency: 4,
    checkpoint: `${path}.import.json`,
    restart: false,
    key: 'Shop/notes',
    refusedPath: `${path}.refused.jsonl`,
    progress: { update: () => {}, stop: () => {} },
    signal: new AbortController().signal,
    now: Date.now,
    renew: async () => {},
    ...overrides,
  };
}

beforeEach(() => folder.write('a.jsonl', Array.from({ length: LINES }, (_, i) => `{"n":${i + 1}}`).join('\n')));

test('every row is written once, in batches; refused ones are told with the reason and the row', async () => {
  const sizes: number[] = [];
  const { written, transfer } = tableOf({ onBatch: (rows) => sizes.push(rows) });
  const job = jobOf(transfer);
  expect(await importFile(job)).toEqual({ rows: LINES, written: LINES - 1, there: 0, refused: 1, finished: true, before: 0 });
  expect(written.size).toBe(LINES - 1);
  expect(sizes).toEqual(Array.from({ length: LINES / 25 }, () => 25));
  expect(JSON.parse(readFileSync(job.refusedPath, 'utf8'))).toEqual({
    row: 13,
    errors: [{ pointer: '/n', detail: 'is unlucky' }],
    values: { n: 13 },
  });
  expect(existsSync(job.checkpoint)).toBe(false);
});

test('a report of refused rows goes on, too: what came after the last count of it is told again, and once', async () => {
  folder.write('a.jsonl', Array.from({ length: LINES }, () => '{"n":13}').join('\n'));
  const job = jobOf(tableOf({ failFrom: 101 }).transfer);
  await expect(importFile(job)).rejects.toThrow('throttled');
  const counted = readFileSync(job.refusedPath, 'utf8');
  folder.write('a.jsonl.refused.jsonl', `${counted}{"row":101}\n{"ro`);
  expect(await importFile(jobOf(tableOf().transfer))).toMatchObject({ before: 100, refused: LINES });
  const rows = readFileSync(job.refusedPath, 'utf8').trim().split('\n');
  expect(rows.map((line) => JSON.parse(line).row)).toEqual(Array.from({ length: LINES }, (_, i) => i + 1));
});

test('where no row is refused, no report is left', async () => {
  folder.write('a.jsonl', '{"n":1}');
  const job = jobOf(tableOf().transfer);
  await importFile(job);
  expect(existsSync(job.refusedPath)).toBe(false);
});

test('a row that is no object is refused, the others are written', async () => {
  folder.write('a.jsonl', '{"n":1}\nnonsense\n{"n":3}');
  const { transfer } = tableOf();
  expect(await importFile(jobOf(transfer))).toMatchObject({ rows: 3, written: 2, refused: 1 });
});

test('after a failure it goes on where all before was done, and writes nothing twice', async () => {
  const { transfer } = tableOf({ failFrom: 101 });
  await expect(importFile(jobOf(transfer))).rejects.toThrow('throttled');

  const rest = tableOf();
  const result = await importFile(jobOf(rest.transfer));
  expect(result).toEqual({ rows: LINES, written: LINES - 1, there: 0, refused: 1, finished: true, before: 100 });
  expect([...rest.written.keys()]).toEqual(Array.from({ length: 100 }, (_, i) => i + 101));
});

test('interrupted, it finishes what is under way and says that it did not finish', async () => {
  const controller = new AbortController();
  const { written, transfer } = tableOf({ onBatch: () => controller.abort() });
  const result = await importFile(jobOf(transfer, { signal: controller.signal }));
  expect(result.finished).toBe(false);
  expect(result.rows).toBe(25);
  expect(await importFile(jobOf(transfer))).toMatchObject({ before: 25, rows: LINES, there: 0 });
  expect(Math.max(...written.values())).toBe(1);
});

test.each<[string, Partial<ImportJob>]>([
  ['told to', { restart: true }],
  ['into another model', { key: 'Shop/others' }],
])('it begins anew: %s', async (_, overrides) => {
  await expect(importFile(jobOf(tableOf({ failFrom: 101 }).transfer))).rejects.toThrow('throttled');
  const { transfer } = tableOf();
  expect(await importFile(jobOf(transfer, overrides))).toMatchObject({ before: 0, written: LINES - 1 });
});

test('it begins anew: of a file that has changed', async () => {
  await expect(importFile(jobOf(tableOf({ failFrom: 101 }).transfer))).rejects.toThrow('throttled');
  folder.write('a.jsonl', '{"n":1}');
  expect(await importFile(jobOf(tableOf().transfer))).toMatchObject({ before: 0, rows: 1 });
});
