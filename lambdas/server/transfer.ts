/**
 * What `plinth import`, `plinth export` and `plinth deploy` do to a backend's tables: the engine behind the command line, which loads it as built. No
 * function has a use for it.
 */
import type { Manifest } from '../../lib/manifest/index.js';
import { type ExportPage, exportItems, type Part } from '../data/transfer/export.js';
import { type FillOptions, type FillPage, fillItems } from '../data/transfer/fill.js';
import { type ImportOptions, type ImportRow, importRows } from '../data/transfer/import.js';
import type { ImportOutcome } from '../data/transfer/write-row.js';
import type { Environment } from '../shared/aws/environment.js';
import { createDynamoDb } from '../shared/dynamodb/index.js';
import { modelsOf } from '../shared/model/model.js';

export interface Transfer {
  importRows(rows: readonly ImportRow[], options: ImportOptions): Promise<ImportOutcome[]>;
  exportItems(part: Part): AsyncIterable<ExportPage>;
  fillItems(part: Part, options: FillOptions): AsyncIterable<FillPage>;
}

export interface TransferOptions {
  readonly manifest: Manifest;
  readonly model: string;
  /** The name of the model's table, where only its deployment knows it. */
  readonly table?: string;
  /** With Region, credentials and endpoint, in the SDKs' own words. Asked at each call, so that it may renew them. */
  readonly environment: Environment;
}

/** Nobody waits for an answer: whole batches may go a slow way, and a table that is throttled may have to grow first. */
const PATIENCE = { attempt: 30_000, total: 300_000, attempts: 10 };

export function openTransfer({ manifest, model, table, environment }: TransferOptions): Transfer {
  const opened = modelsOf(manifest, table === undefined ? {} : { tables: { [model]: table } })(model);
  const dynamodb = createDynamoDb({ environment, client: environment.PLINTH_DYNAMODB_CLIENT, limits: PATIENCE });
  const context = { dynamodb, now: Date.now };
  return {
    importRows: (rows, options) => importRows(context, opened, rows, options),
    exportItems: (part) => exportItems(context, opened, part),
    fillItems: (part, options) => fillItems(context, opened, part, options),
  };
}
