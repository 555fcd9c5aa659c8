import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position, Transfer } from '../../../cli/transfer/engine';
import { type ExportJob, exportFile } from '../../../cli/transfer/export-file';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const PAGES = 6;

/** A table in parts, each of so many pages of two items; a page can fail. */
function tableOf({ onPage = () => {} }: { onPage?: (part: number, page: number) => void } = {}): Transfer {
  const transfer: Pick<Transfer, 'exportItems'> = {
    async *exportItems({ part, from }) {
      for (let page = Number(from?.page ?? 0); page < PAGES; page++) {
        onPage(part, page);
        const next: Position | undefined = page + 1 < PAGES ? { page: page + 1 } : undefined;
        yield { items: [{ id: `${part}.${page}.a` }, { id: `${part}.${page}.b` }], ...(next && { next }) };
      }
    },
  };
  return transfer as Transfer;
}

function jobOf(transfer: Transfer, overrides: Partial<ExportJob> = {}): ExportJob {
  const path = join(folder.path, 'a.jsonl');
  return {
    path,
    format: { name: 'jsonl', gzip: false },
    model: { fields: {}, rules: [], indexes: {} },
    transfer,
    parts: 3,
    checkpoint: `${path}.export.json`,
    restart: false,
    key: 'Shop/notes',
    progress: { update: () => {}, stop: () => {} },
    signal: new AbortController().signal,
    now: Date.now,
    renew: async () => {},
    ...overrides,
  };
}

const ids = () =>
  readFileSync(join(folder.path, 'a.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id as string);

test('every item of every part once', async () => {
  const job = jobOf(tableOf());
  expect(await exportFile(job)).toEqual({ items: 3 * PAGES * 2, finished: true, before: 0 });
  expect(new Set(ids()).size).toBe(3 * PAGES * 2);
  expect(existsSync(job.checkpoint)).toBe(false);
});

test('after a failure of one part the others end with their page, and each goes on where it was', async () => {
  const failing = tableOf({
    onPage: (part, page) => {
      if (part === 1 && page === 3) throw new Error('throttled');
    },
  });
  await expect(exportFile(jobOf(failing))).rejects.toThrow('throttled');
  const kept = ids().length;
  expect(kept).toBeLessThan(3 * PAGES * 2);

  expect(await exportFile(jobOf(tableOf()))).toEqual({ items: 3 * PAGES * 2, finished: true, before: kept });
  expect(new Set(ids()).size).toBe(3 * PAGES * 2);
  expect(ids()).toHaveLength(3 * PAGES * 2);
});

test('interrupted, it keeps what it has; told to, it begins anew', async () => {
  const controller = new AbortController();
  const interrupted = tableOf({ onPage: (_, page) => page === 2 && controller.abort() });
  expect((await exportFile(jobOf(interrupted, { signal: controller.signal }))).finished).toBe(false);
  expect(await exportFile(jobOf(tableOf(), { restart: true }))).toMatchObject({ before: 0, items: 3 * PAGES * 2 });
  expect(ids()).toHaveLength(3 * PAGES * 2);
});
