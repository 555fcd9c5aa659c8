import type { Fields, FieldSpec } from '../../lib/manifest/index.js';
import { comment, union } from './text.js';

/**
 * From which side a value is seen, which decides what may be absent:
 * `item`: as stored; a default may have been removed since. `checked`: just checked, with its defaults.
 * `write`: to be sent, where defaults may be left out. `patch`: a merge patch (RFC 7396), where null removes.
 */
export type View = 'item' | 'checked' | 'write' | 'patch';

/** The members of an interface that holds these fields. */
export function members(fields: Fields, view: View, indent = '  '): string {
  return Object.entries(fields)
    .map(([name, field]) => {
      const said = comment(indent, field.description, field.defaultValue === undefined ? undefined : describeDefault(field.defaultValue));
      const type = fieldType(field, view, indent);
      return `${said}${indent}${name}${mayBeAbsent(field, view) ? '?' : ''}: ${view === 'patch' && !field.required ? orNull(type) : type};\n`;
    })
    .join('');
}

/** The TypeScript type of one field's values. What JSON a `json` field holds is for the application to know: `unknown`. */
export function fieldType(field: FieldSpec, view: View, indent = '  '): string {
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
    case 'list':
      return listOf(fieldType(field.items ?? { type: 'json' }, view === 'patch' ? 'write' : view, indent));
    case 'object':
      return `{\n${members(field.fields ?? {}, view, `${indent}  `)}${indent}}`;
    default:
      return 'string';
  }
}

/** Whether a create needs no value of any of these. */
export function allOptional(fields: Fields): boolean {
  return Object.values(fields).every((field) => mayBeAbsent(field, 'write'));
}

function mayBeAbsent({ required = false, defaultValue }: FieldSpec, view: View): boolean {
  const hasDefault = defaultValue !== undefined;
  switch (view) {
    case 'item':
      return !required;
    case 'checked':
      return !required && !hasDefault;
    case 'write':
      return !required || hasDefault;
    case 'patch':
      return true;
  }
}

function listOf(type: string): string {
  return / \| /.test(type) && !type.startsWith('{') ? `(${type})[]` : `${type}[]`;
}

function orNull(type: string): string {
  return type === 'unknown' ? type : `${type} | null`;
}

function describeDefault(value: unknown): string {
  return `@default ${JSON.stringify(value)}`;
}
