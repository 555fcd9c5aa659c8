import type { Fields, FieldSpec } from '../../lib/manifest/index.js';
import { block, comment, union } from './text.js';

/**
 * From which side a value is seen, which decides what may be absent:
 * `item`: as stored; a default may have been removed since. `checked`: just checked, with its defaults.
 * `write`: to be sent, where defaults may be left out. `patch`: a merge patch (RFC 7396), where null removes.
 */
export type View = 'item' | 'checked' | 'write' | 'patch';

/** The members, as lines, of an interface that holds these fields. */
export function members(fields: Fields, view: View): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { description, required = false, defaultValue } = field;
    const type = fieldType(field, view);
    const nullable = view === 'patch' && !required && type !== 'unknown';
    return [
      ...comment(description, defaultValue === undefined ? undefined : `@default ${JSON.stringify(defaultValue)}`),
      ...`${name}${mayBeAbsent(field, view) ? '?' : ''}: ${type}${nullable ? ' | null' : ''};`.split('\n'),
    ];
  });
}

/** The TypeScript type of one field's values. What JSON a `json` field holds is for the application to know: `unknown`. */
export function fieldType(field: FieldSpec, view: View): string {
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
      // A patch replaces a list whole.
      return listOf(field.items ?? { type: 'json' }, view === 'patch' ? 'write' : view);
    case 'object':
      return block('{', members(field.fields ?? {}, view), '}').join('\n');
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

function listOf(items: FieldSpec, view: View): string {
  const type = fieldType(items, view);
  return items.type === 'choice' ? `(${type})[]` : `${type}[]`;
}
