import { isDeepStrictEqual } from 'node:util';
import { checkCreate, checkValues, type FieldProblem, SYSTEM_FIELD_SPECS, SYSTEM_FIELDS } from '../../../lib/manifest/index.js';
import { type Item, readItem, writeItem } from '../../shared/model/item.js';
import type { Model } from '../../shared/model/model.js';
import { idFaults, idOf } from '../engine/id-of.js';
import { keyFaults } from '../engine/keys.js';

/** A row as an item, or what keeps it from being one. */
export interface CheckedRow {
  readonly item?: Item;
  readonly errors: readonly FieldProblem[];
}

export interface RowDefaults {
  /** The id of a row that has none. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** Checks a row as a create is checked; beside declared fields it may have what the server sets, as an export writes it. */
export function checkRow(model: Model, row: Readonly<Record<string, unknown>>, { id, time }: RowDefaults): CheckedRow {
  const declared: Record<string, unknown> = {};
  const system: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) (isSystem(model, name) ? system : declared)[name] = value;

  const at = new Date(time).toISOString();
  const values = checkCreate(model.spec.fields, declared, { asAdmin: true, moment: { now: at, caller: undefined, uuid: () => id } });
  const given = checkValues(SYSTEM_FIELD_SPECS, system);
  const item: Item = {
    id: idOf(model, { ...values.value, owner: given.value.owner }) ?? id,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...given.value,
    ...values.value,
  };
  const errors = [...given.errors, ...values.errors];
  const faults = errors.length > 0 ? errors : [...idFaults(model, item), ...keyFaults(model, item)];
  return faults.length > 0 ? { errors: faults } : { item, errors: [] };
}

const isSystem = (model: Model, name: string) => (SYSTEM_FIELDS as readonly string[]).includes(name) && (name !== 'owner' || model.owned);

/**
 * Whether an item says what a row says: a row that says nothing of, say, its version, or of a time that is set where none is given, says
 * nothing against it.
 */
export function isSame(model: Model, stored: Item, { item, values }: { readonly item: Item; readonly values: object }): boolean {
  const given = Object.entries(model.spec.fields).filter(([, { defaultFrom }]) => defaultFrom !== undefined);
  const saysNothing = [...SYSTEM_FIELDS, ...given.map(([name]) => name)].filter((name) => !Object.hasOwn(values, name));
  const said = (each: Item) => Object.fromEntries(Object.entries(each).filter(([name]) => !saysNothing.includes(name)));
  // As it would be read: sets are sorted then, and empty ones absent.
  return isDeepStrictEqual(said(stored), said(readItem(model, writeItem(model, item), 0) as Item));
}
