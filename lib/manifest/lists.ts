import { isOwned } from './access';
import { fieldOf, type FieldType, SCALAR_TYPES, SYSTEM_FIELDS, TEXT_TYPES } from './fields';
import type { ModelSpec } from './manifest';

/** How lists are asked for: read by the handlers, described by OpenAPI, typed by the client, all from here. */

/** What every list of items knows beside the attributes of its index. */
export const LIST_PARAMETERS = ['index', 'order', 'limit', 'cursor', 'filter', 'include'] as const;

/** Query parameters of every list of files. */
export const FILE_LIST_PARAMETERS = ['owner', 'prefix', 'limit', 'cursor'] as const;

/** Results a page, 1 at least. */
export interface PageLimit {
  /** Where nothing is said. */
  readonly usual: number;
  readonly most: number;
}

export const ITEM_PAGE: PageLimit = { usual: 25, most: 100 };
/** As many as S3 lists at once. */
export const FILE_PAGE: PageLimit = { usual: 100, most: 1000 };

/** Reads the parameter `limit`; `undefined` for what is no whole number from 1 to `most`. */
export function readLimit(text: string | undefined, { usual, most }: PageLimit): number | undefined {
  if (text === undefined) {
    return usual;
  }
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= most ? limit : undefined;
}

/** Comparisons beside equality, as in `createdAt.ge=2026-01-01T00:00:00Z`. On one field `ge` and `le` go together, and no others do. */
export const LIST_OPERATORS = ['lt', 'le', 'gt', 'ge', 'beginsWith'] as const;
export type ListOperator = (typeof LIST_OPERATORS)[number];

const RANGES: readonly ListOperator[] = ['lt', 'le', 'gt', 'ge'];

/** The comparisons, beside equality, that values of a type know; `undefined` for a type that no list can ask for. */
export function operatorsOn(type: FieldType): readonly ListOperator[] | undefined {
  if (!SCALAR_TYPES.includes(type)) {
    return undefined;
  }
  if (type === 'boolean') {
    return [];
  }
  return TEXT_TYPES.includes(type) ? LIST_OPERATORS : RANGES;
}

/**
 * The fields that lists of a model can name, and the comparisons of each beside equality: of an index its partition, and with ranges its
 * sort attributes; where the model may be scanned all that hold one value.
 */
export function listFields(model: ModelSpec): ReadonlyMap<string, readonly ListOperator[]> {
  const { fields, indexes, allowScan = false } = model;
  const all = Object.values(indexes);
  const shown = Object.keys(fields).filter((name) => !fields[name]?.hidden);
  const scanned = allowScan ? [...shown, ...SYSTEM_FIELDS.filter((name) => name !== 'owner' || isOwned(model))] : [];
  const ranged = new Set([...all.flatMap(({ sort }) => sort), ...scanned]);
  const listed = new Map<string, readonly ListOperator[]>();
  for (const name of [...all.flatMap(({ partition }) => partition), ...ranged]) {
    const operators = operatorsOn(fieldOf(fields, name)?.type ?? 'json');
    if (operators !== undefined) {
      listed.set(name, ranged.has(name) ? operators : []);
    }
  }
  return listed;
}
