import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FieldProblem, Manifest } from '../../lib/manifest/index.js';

/** What writes and reads a model's table: built once with the handlers, whose rules of storing it shares. */
export interface Transfer {
  importRows(
    rows: readonly { readonly number: number; readonly values: Readonly<Record<string, unknown>> }[],
    options: { readonly overwrite: boolean },
  ): Promise<RowOutcome[]>;
  exportItems(part: { readonly part: number; readonly of: number; readonly from?: Position }): AsyncIterable<{
    readonly items: readonly Readonly<Record<string, unknown>>[];
    readonly next?: Position;
  }>;
  fillItems(
    part: { readonly part: number; readonly of: number; readonly from?: Position },
    options: { readonly defaults: readonly string[]; readonly tidies: boolean },
  ): AsyncIterable<FillPage>;
}

export interface FillPage {
  readonly items: number;
  readonly written: number;
  /** Values that are to be unique, and that two items have. */
  readonly conflicts: readonly { readonly field: string; readonly value: unknown; readonly ids: readonly [string, string] }[];
  readonly next?: Position;
}

/** Where in a table one is: DynamoDB's own, of no meaning here. */
export type Position = Readonly<Record<string, unknown>>;

export interface RowOutcome {
  readonly row: number;
  /** `there`: the item was there already, as the row says it. */
  readonly result: 'written' | 'there' | 'refused';
  readonly errors?: readonly FieldProblem[];
}

export interface TransferOptions {
  readonly manifest: Manifest;
  readonly model: string;
  /** The name of the model's table, where only its deployment knows it. */
  readonly table?: string;
  /** Asked at each call. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export async function loadTransfer(packageDir: string, options: TransferOptions): Promise<Transfer> {
  const path = join(packageDir, 'assets', 'server', 'transfer.mjs');
  const loaded = (await import(pathToFileURL(path).href)) as { readonly openTransfer: (options: TransferOptions) => Transfer };
  return loaded.openTransfer(options);
}
