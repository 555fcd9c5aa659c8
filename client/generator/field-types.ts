import type { DefaultSource, Fields, FieldSpec } from '../../lib/manifest/index.js';
import { RESERVED } from './imports.js';
import { block, comment, union } from './text.js';

/**
 * From which side a value is seen, which decides what may be absent:
 * `item`: as stored; a default may have been removed since. `checked`: just checked, with its defaults.
 * `write`: to be sent, where defaults may be left out.
 */
export type View = 'item' | 'checked' | 'write';

/** The members, as lines, of an interface that holds these fields. */
export function members(fields: Fields, view: View): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    return [
      ...comment(field.description, defaultOf(field)),
      ...`${name}${mayBeAbsent(field, view) ? '?' : ''}: ${fieldType(field, view)};`.split('\n'),
    ];
  });
}

/** The TypeScript type of one field's values. What JSON a `json` field holds is for the application to know: `unknown`. */
export function fieldType(field: FieldSpec, view: View): string {
  const { items = { type: 'json' }, fields = {}, typeName } = field;
  switch (field.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'json':
      return 'unknown';
    case 'choice':
      return union(field.choices ?? []) || 'never';
    case 'stringSet':
      return 'string[]';
    case 'list':
      return listOf(items, view);
    case 'map':
      return `{ [name: string]: ${fieldType(items, view)} }`;
    case 'object':
      return typeName === undefined ? block('{', members(fields, view), '}').join('\n') : nameOf(typeName, fields, view);
    default:
      return 'string';
  }
}

/** The interfaces of objects that have a name, as lines by that name: one of each, however many fields hold it. */
export function declareNamed(declared: readonly Fields[]): ReadonlyMap<string, readonly string[]> {
  const interfaces = new Map<string, readonly string[]>();
  for (const { typeName = '', fields = {} } of declared.flatMap((each) => Object.values(each).flatMap(namedIn))) {
    for (const view of ['item', 'write', 'checked'] as const) {
      const name = nameOf(typeName, fields, view);
      if (!interfaces.has(name)) {
        interfaces.set(name, [...comment(ABOUT_VIEW[view]), ...block(`export interface ${name} {`, members(fields, view), '}')]);
      }
    }
  }
  return interfaces;
}

/** Whether a create needs no value of any of these. */
export function allOptional(fields: Fields): boolean {
  return Object.values(fields).every((field) => mayBeAbsent(field, 'write'));
}

/** Names that mean something else where the interfaces stand. */
const TAKEN: readonly string[] = [...RESERVED, 'Promise', 'Record'];

const SUFFIXES = { item: '', write: 'Write', checked: 'Checked' } as const;
const ABOUT_VIEW = {
  item: undefined,
  write: 'As it is sent, where defaults may be left out.',
  checked: 'As it was checked, with its defaults.',
} as const;

/** Where no member has a default, all views of an object are the same. */
function nameOf(typeName: string, fields: Fields, view: View): string {
  const name = TAKEN.includes(typeName) ? `${typeName}Value` : typeName;
  return hasDefaults(fields) ? name + SUFFIXES[view] : name;
}

function hasDefaults(fields: Fields): boolean {
  const has = (field: FieldSpec): boolean =>
    field.defaultValue !== undefined || hasDefaults(field.fields ?? {}) || (field.items !== undefined && has(field.items));
  return Object.values(fields).some(has);
}

/** The objects with a name among what a field holds, and itself. */
function namedIn(field: FieldSpec): FieldSpec[] {
  const inner = [...Object.values(field.fields ?? {}), ...(field.items === undefined ? [] : [field.items])].flatMap(namedIn);
  return field.typeName === undefined ? inner : [...inner, field];
}

const SOURCES: Readonly<Record<DefaultSource, string>> = { now: 'the time of the write', caller: 'who calls', uuid: 'a UUIDv7' };

function defaultOf({ defaultValue, defaultFrom }: FieldSpec): string | undefined {
  if (defaultFrom !== undefined) {
    return `@default ${SOURCES[defaultFrom]}`;
  }
  return defaultValue === undefined ? undefined : `@default ${JSON.stringify(defaultValue)}`;
}

function mayBeAbsent({ required = false, defaultValue, defaultFrom }: FieldSpec, view: View): boolean {
  const hasDefault = defaultValue !== undefined || defaultFrom !== undefined;
  switch (view) {
    case 'item':
      return !required;
    case 'checked':
      return !required && !hasDefault;
    case 'write':
      return !required || hasDefault;
  }
}

function listOf(items: FieldSpec, view: View): string {
  const type = fieldType(items, view);
  return items.type === 'choice' ? `(${type})[]` : `${type}[]`;
}
