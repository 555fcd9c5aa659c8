import { type FieldSpec, fieldOf, isOwned, type ModelSpec, nearest, SYSTEM_FIELDS } from '../../lib/manifest/index.js';
import { UsageFailure } from '../failure.js';

/** What becomes of a file's columns (of JSON Lines: the members of its objects). */
export interface ColumnOptions {
  /** `Title=title`: columns whose name does not say their field. */
  readonly map?: readonly string[];
  /** Leaves out what is no field. */
  readonly skipUnknown?: boolean;
  /** Turns numbers and booleans into text, and text into them, where a field holds the other. Always so for CSV, which knows text only. */
  readonly coerce?: boolean;
}

/** Turns a row's members into a model's fields; what no column fits stays under its own name, and is refused as an unknown field. */
export type ReadColumns = (values: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * Columns are fields of the same name, or of one that differs in nothing but case, spaces and signs (`US Gross` is `usGross`).
 * A column `address.city` is the member of a nested object.
 */
export function columnReader(model: ModelSpec, { map = [], skipUnknown = false, coerce = false }: ColumnOptions): ReadColumns {
  const names = [...Object.keys(model.fields), ...SYSTEM_FIELDS.filter((name) => name !== 'owner' || isOwned(model))];
  const bySimilar = new Map(names.map((name) => [similar(name), name]));
  const mapped = readMap(map, names);
  const targets = new Map<string, readonly string[] | undefined>();

  const targetOf = (column: string): readonly string[] | undefined => {
    if (!targets.has(column)) {
      const name = mapped.get(column) ?? column;
      const path = names.includes(name) ? [name] : (memberPath(name, model) ?? pathOf(bySimilar.get(similar(name))));
      targets.set(column, path ?? (skipUnknown ? undefined : [name]));
    }
    return targets.get(column);
  };

  return (values) => {
    const item: Record<string, unknown> = {};
    for (const [column, value] of Object.entries(values)) {
      const path = targetOf(column);
      const read = path === undefined || !coerce ? value : coerced(value, fieldAt(model, path));
      if (path !== undefined && read !== undefined) place(item, path, read);
    }
    return item;
  };
}

function readMap(map: readonly string[], names: readonly string[]): Map<string, string> {
  return new Map(
    map.map((each) => {
      const at = each.lastIndexOf('=');
      const field = each.slice(at + 1);
      if (at < 1 || field === '') throw new UsageFailure(`--map takes column=field, as in --map "US Gross=usGross"; is "${each}".`);
      if (!names.includes(field.split('.')[0] ?? '')) {
        const hint = nearest(field, names);
        throw new UsageFailure(`--map "${each}": there is no field "${field}"${hint === undefined ? '' : `; did you mean "${hint}"?`}`);
      }
      return [each.slice(0, at), field];
    }),
  );
}

const similar = (name: string) => name.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');

const pathOf = (name: string | undefined) => (name === undefined ? undefined : [name]);

/** `address.city`, where `address` is an object that has such a member. */
function memberPath(name: string, model: ModelSpec): readonly string[] | undefined {
  const path = name.split('.');
  return path.length > 1 && fieldAt(model, path) !== undefined ? path : undefined;
}

function fieldAt(model: ModelSpec, [name = '', ...rest]: readonly string[]): FieldSpec | undefined {
  return rest.reduce<FieldSpec | undefined>((field, member) => field?.fields?.[member], fieldOf(model.fields, name));
}

function place(item: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const last = path.at(-1) as string;
  let target = item;
  for (const member of path.slice(0, -1)) {
    if (typeof target[member] !== 'object' || target[member] === null) target[member] = {};
    target = target[member] as Record<string, unknown>;
  }
  target[last] = value;
}

/** Text as what the field holds, empty text as nothing where that is no text; a number or boolean as text where it is. The rest stays, and is refused. */
function coerced(value: unknown, field: FieldSpec | undefined): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return isText(field) ? String(value) : value;
  if (typeof value !== 'string') return value;
  if (value === '' && field !== undefined && !isText(field)) return undefined;
  switch (field?.type) {
    case 'integer':
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'json':
    case 'list':
    case 'stringSet':
    case 'map':
    case 'object':
      return parsed(value);
    default:
      return value;
  }
}

const isText = (field: FieldSpec | undefined) => field?.type === 'string' || field?.type === 'choice' || field?.type === 'id';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
