import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { columnReader } from '../../../cli/transfer/columns';
import { formatOf } from '../../../cli/transfer/format';
import { type Row, readRows } from '../../../cli/transfer/read-rows';
import { writeRows } from '../../../cli/transfer/write-rows';
import type { ModelSpec } from '../../../lib/manifest';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();

/** Bytes, of what is still used. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
const NOTES: ModelSpec = {
  fields: { title: { type: 'string' }, tags: { type: 'list' }, done: { type: 'boolean' }, extra: { type: 'json' } },
  rules: [{ allow: 'guest' }],
  indexes: {},
};

async function rowsOf(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(path, formatOf(path)).rows) rows.push(row);
  return rows;
}

describe('reading', () => {
  test('JSON Lines, each row with its line; what is no object says so', async () => {
    const path = folder.write('a.jsonl', '\uFEFF{"a":1}\r\n\n[1]\n{"a":\n{"a":2}');
    expect(await rowsOf(path)).toEqual([
      { number: 1, values: { a: 1 } },
      { number: 3, error: 'is no JSON object' },
      { number: 4, error: expect.stringContaining('is no JSON: ') },
      { number: 5, values: { a: 2 } },
    ]);
  });

  test('a line is a line only by its end, wherever a chunk of the file ends', async () => {
    const texts = ['\u2028'.repeat(40_000), 'é\u{10000}'.repeat(30_000), 'a\rb'];
    const path = folder.write('a.jsonl', texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
    expect(await rowsOf(path)).toEqual(texts.map((text, i) => ({ number: i + 1, values: { text } })));
  });

  test('no row stays in memory when it was read', async () => {
    const path = folder.write('a.jsonl', '{"a":"xxxxxxxxxx"}\n'.repeat(100_000));
    let read = 0;
    const used: number[] = [];
    for await (const _ of readRows(path, formatOf(path)).rows) if (++read % 50_000 === 0) used.push(heapUsed());
    const [half = 0, whole = 0] = used;
    expect(read).toBe(100_000);
    expect(whole - half).toBeLessThan(10_000_000);
  }, 60_000);

  test('CSV with quotes and line ends in cells; an empty cell is absent, a quoted one empty text', async () => {
    const path = folder.write('a.csv', 'a,b\r\n"x, ""y""\nz",\r\n,2\r\n"",3\r\n');
    expect(await rowsOf(path)).toEqual([
      { number: 1, values: { a: 'x, "y"\nz' } },
      { number: 2, values: { b: '2' } },
      { number: 3, values: { a: '', b: '3' } },
    ]);
  });

  test('a record of other columns than the header’s is one row that is refused, not the end', async () => {
    const path = folder.write('a.csv', 'a,b\n1\n1,2\n');
    expect(await rowsOf(path)).toEqual([
      { number: 1, error: expect.stringContaining('columns of the header') },
      { number: 2, values: { a: '1', b: '2' } },
    ]);
  });

  test('gzip, and what is cut off in the middle is told', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `{"a":${i * 7919}}\n`).join('');
    const whole = folder.write('a.jsonl.gz', '');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(whole, gzipSync(text));
    expect(await rowsOf(whole)).toHaveLength(20_000);
    writeFileSync(whole, gzipSync(text).subarray(0, 20_000));
    await expect(rowsOf(whole)).rejects.toThrow(/cannot be read to its end: .*unexpected end of file/);
  });

  test('a file that is not there is told', async () => {
    await expect(rowsOf(join(folder.path, 'none.jsonl'))).rejects.toThrow('cannot be read');
  });
});

describe.each(['jsonl', 'csv', 'jsonl.gz', 'csv.gz'])('writing %s', (ending) => {
  const rows = [
    { id: '1', title: 'a "b", c\nd', tags: ['x'], version: 1 },
    { id: '2', done: false, extra: '5' },
    { id: '3', title: '', extra: { a: [null] } },
  ];

  test('what is written is read again', async () => {
    const path = join(folder.path, `a.${ending}`);
    const file = await writeRows(path, formatOf(path), NOTES);
    await file.write(rows);
    await file.close();
    const read = columnReader(NOTES, { coerce: ending.startsWith('csv') });
    expect((await rowsOf(path)).map(({ values }) => read(values as Row['values'] & object))).toEqual(rows);
  });

  test('it goes on where it had come to, whatever was written after', async () => {
    const path = join(folder.path, `a.${ending}`);
    const first = await writeRows(path, formatOf(path), NOTES);
    await first.write(rows.slice(0, 1));
    const kept = await first.flush();
    await first.write([{ id: 'lost' }]);
    await first.close();
    expect(statSync(path).size).toBeGreaterThan(kept);

    const second = await writeRows(path, formatOf(path), NOTES, kept);
    await second.write(rows.slice(1));
    await second.close();
    expect((await rowsOf(path)).map(({ values }) => values?.id)).toEqual(['1', '2', '3']);
    const bytes = readFileSync(path);
    expect((ending.endsWith('gz') ? gunzipSync(bytes) : bytes).toString()).not.toContain('lost');
  });
});
