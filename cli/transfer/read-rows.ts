import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { Failure, messageOf } from '../failure.js';
import type { Format } from './format.js';

/** One row of a file. */
export interface Row {
  /** From 1; of JSON Lines the line, of CSV the record without its header. */
  readonly number: number;
  /** Its members; of CSV all are text, and undefined where a cell has nothing. Absent where the row is no object. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Why it is none. */
  readonly error?: string;
}

export interface RowSource {
  readonly rows: AsyncIterable<Row>;
  /** Bytes of the file read so far. */
  bytesRead(): number;
}

/** Reads a file row by row: never more of it is in memory than a few rows. */
export function readRows(path: string, { name, gzip }: Format): RowSource {
  const file = createReadStream(path);
  const text = gzip ? file.pipe(createGunzip()) : file;
  // A pipe does not pass on what breaks its source.
  file.on('error', (error) => text.destroy(error));
  return { rows: explained(path, name === 'csv' ? csvRows(text) : lines(text)), bytesRead: () => file.bytesRead };
}

async function* explained(path: string, rows: AsyncIterable<Row>): AsyncIterable<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw new Failure(`${path} cannot be read to its end: ${messageOf(error)}`);
  }
}

async function* lines(text: NodeJS.ReadableStream): AsyncIterable<Row> {
  text.setEncoding('utf8');
  let number = 0;
  let rest = '';
  for await (const chunk of text as AsyncIterable<string>) {
    const whole = `${rest}${chunk}`.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) yield* rowOf(line, ++number);
  }
  yield* rowOf(rest, ++number);
}

/** None where the line is empty. JSON knows no byte order mark; a carriage return is white space to it. */
function* rowOf(line: string, number: number): Iterable<Row> {
  const content = number === 1 ? line.replace(/^\uFEFF/, '') : line;
  if (content.trim() !== '') yield readLine(content, number);
}

function readLine(line: string, number: number): Row {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { number, values: value as Record<string, unknown> };
    return { number, error: 'is no JSON object' };
  } catch (error) {
    return { number, error: `is no JSON: ${messageOf(error)}` };
  }
}

async function* csvRows(text: NodeJS.ReadableStream): AsyncIterable<Row> {
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true, info: true, cast: cell });
  text.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of text.pipe(parser) as AsyncIterable<CsvRecord>) {
    const number = info.records;
    if (info.error !== undefined) {
      yield { number, error: `does not have the columns of the header: ${info.error.message}` };
    } else {
      yield { number, values: record };
    }
  }
}

/** A cell without anything has no value; one with empty text is quoted. */
const cell = (text: string, { quoting }: { readonly quoting: boolean }) => (text === '' && !quoting ? undefined : text);

interface CsvRecord {
  readonly record: Readonly<Record<string, string | undefined>>;
  readonly info: { readonly records: number; readonly error?: Error };
}
