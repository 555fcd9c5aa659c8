import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import type { ModelSpec } from '../../lib/manifest/index.js';
import { isOwned } from '../../lib/manifest/index.js';
import type { Format } from './format.js';

export type Values = Readonly<Record<string, unknown>>;

/** A file that rows are added to. */
export interface RowSink {
  /** Adds rows; answers when the file takes more. */
  write(rows: readonly Values[]): Promise<void>;
  /** Bytes that the file has when all that was given is in it. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Gzip by members: a file of several is one, so that what was written is whole wherever it stops.
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.2
 */
const MEMBER_BYTES = 1024 * 1024;

/** Writes a file of rows, from its beginning or after what it holds. @param resumeAt bytes that are kept */
export async function writeRows(path: string, format: Format, model: ModelSpec, resumeAt?: number): Promise<RowSink> {
  if (resumeAt !== undefined) await truncate(path, resumeAt);
  const file = createWriteStream(path, { flags: resumeAt === undefined ? 'w' : 'a' });
  await once(file, 'open');
  const columns = columnsOf(model);
  const encode = format.name === 'csv' ? (rows: readonly Values[]) => csv(rows, columns) : jsonLines;
  let bytes = resumeAt ?? 0;
  let pending: string[] = [];
  let size = 0;

  async function put(): Promise<void> {
    if (size === 0) return;
    const text = pending.join('');
    pending = [];
    size = 0;
    const chunk = format.gzip ? gzipSync(text) : Buffer.from(text);
    bytes += chunk.length;
    if (!file.write(chunk)) await drained(file);
  }
  const add = async (text: string) => {
    pending.push(text);
    size += text.length;
    if (size >= MEMBER_BYTES) await put();
  };

  if (format.name === 'csv' && resumeAt === undefined) await add(csv([Object.fromEntries(columns.map((name) => [name, name]))], columns));
  return {
    write: (rows) => (rows.length === 0 ? Promise.resolve() : add(encode(rows))),
    async flush() {
      await put();
      return bytes;
    },
    async close() {
      await put();
      file.end();
      await once(file, 'close');
    },
  };
}

/** A file that cannot be written tells it here, and not by an event that nobody hears. */
const drained = (file: WriteStream) => once(file, 'drain');

const jsonLines = (rows: readonly Values[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** What is no text, number or boolean is JSON in its cell. Quoted where it must be (RFC 4180). */
function csv(rows: readonly Values[], columns: readonly string[]): string {
  return stringify(rows.map((row) => columns.map((name) => cell(row[name]))));
}

function cell(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const columnsOf = (model: ModelSpec) => [
  'id',
  ...Object.keys(model.fields),
  ...(isOwned(model) ? ['owner'] : []),
  'version',
  'createdAt',
  'updatedAt',
];
