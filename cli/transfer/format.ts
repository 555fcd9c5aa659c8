import { UsageFailure } from '../failure.js';

export const FORMATS = ['jsonl', 'csv'] as const;
export type FormatName = (typeof FORMATS)[number];

/** How a file of items is written. */
export interface Format {
  /** `jsonl`: JSON Lines, an object a line. `csv`: RFC 4180, with a header. @see https://jsonlines.org */
  readonly name: FormatName;
  readonly gzip: boolean;
}

const ENDINGS: Readonly<Record<string, FormatName>> = { jsonl: 'jsonl', ndjson: 'jsonl', csv: 'csv' };

/** The format that a file's name says: `notes.jsonl`, `notes.csv.gz`. */
export function formatOf(file: string, chosen?: FormatName): Format {
  const gzip = file.endsWith('.gz');
  const ending = (gzip ? file.slice(0, -3) : file).split('.').at(-1) ?? '';
  const name = chosen ?? ENDINGS[ending.toLowerCase()];
  if (name === undefined) {
    const hint = ending.toLowerCase() === 'json' ? ' A JSON array becomes JSON Lines by `jq -c ".[]" file.json > file.jsonl`.' : '';
    throw new UsageFailure(
      `What ${file} holds cannot be told from its name: call it .jsonl or .csv (and .gz), or say --format jsonl or csv.${hint}`,
    );
  }
  return { name, gzip };
}
