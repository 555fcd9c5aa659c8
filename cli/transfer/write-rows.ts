import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { itemFields, type ModelSpec } from '../../lib/manifest/index.js';
import type { Format } from './format.js';

export type Values = Readonly<Record<string, unknown>>;

/** A file that rows are added to. */
export interface RowSink {
  /** Adds rows; answers when the file takes more. */
  write(rows: readonly Values[]): Promise<void>;
  /** Sees to it that all that was given is in the file, and answers how many bytes that are. */
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
  const file = await open(path, resumeAt === undefined ? 'w' : 'a');
  if (resumeAt !== undefined) await file.truncate(resumeAt);
  const encode = format.name === 'csv' ? (rows: readonly Values[]) => csv(rows, model) : jsonLines;
  let bytes = resumeAt ?? 0;
  let pending: string[] = [];
  let size = 0;

  async function put(): Promise<void> {
    if (size === 0) return;
    const text = pending.join('');
    pending = [];
    size = 0;
    const chunk = format.gzip ? gzipSync(text) : Buffer.from(text);
    await file.appendFile(chunk);
    bytes += chunk.length;
  }
  const add = async (text: string) => {
    pending.push(text);
    size += text.length;
    if (size >= MEMBER_BYTES) await put();
  };

  if (format.name === 'csv' && resumeAt === undefined) await add(stringify([itemFields(model)]));
  return {
    write: (rows) => (rows.length === 0 ? Promise.resolve() : add(encode(rows))),
    async flush() {
      await put();
      return bytes;
    },
    async close() {
      await put();
      await file.close();
    },
  };
}

const jsonLines = (rows: readonly Values[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Quoted where it must be (RFC 4180), and where text is empty: a cell without anything is a field without a value. */
function csv(rows: readonly Values[], model: ModelSpec): string {
  const columns = itemFields(model);
  const cells = rows.map((row) => columns.map((name) => cell(row[name], model.fields[name]?.type === 'json')));
  return stringify(cells, { quoted_match: [/^$/, /\r/] });
}

/** What is no text, number or boolean is JSON in its cell; in a column of JSON all is. */
function cell(value: unknown, isJson: boolean): string | undefined {
  if (value === undefined || value === null) return undefined;
  return isJson || typeof value === 'object' ? JSON.stringify(value) : String(value);
}
