import { type Comparison, comparisonsOn, type Fields, type FieldSpec, MAX_IN, memberOf } from '../../lib/manifest/index.js';
import type { JsonSchema, Reference } from './document.js';
import { fieldSchema } from './schemas.js';

/** A filter of a model's items. @param self where the schema stands: filters hold filters */
export function filterSchema(fields: Fields, self: Reference): JsonSchema {
  const filters = { type: 'array', items: self, minItems: 1 };
  return {
    type: 'object',
    description: 'All that it says must hold: a value that a field has, or comparisons; dotted names are members of nested objects.',
    properties: {
      ...Object.fromEntries(flatten(fields).map(([name, field]) => [name, askedSchema(field, comparisonsOn(field))])),
      and: filters,
      or: filters,
      not: self,
    },
    additionalProperties: false,
  };
}

/** Fields, and the members of objects under dotted names. */
function flatten(fields: Fields, before = ''): [string, FieldSpec][] {
  return Object.entries(fields).flatMap(([name, field]) => [
    [before + name, field] as [string, FieldSpec],
    ...(field.type === 'object' ? flatten(field.fields ?? {}, `${before}${name}.`) : []),
  ]);
}

/** What can be asked of a field: a value, where it can equal one, or comparisons. */
export function askedSchema(field: FieldSpec, comparisons: readonly Comparison[]): JsonSchema {
  const compared = {
    type: 'object',
    properties: Object.fromEntries(comparisons.map((op) => [op, operandSchema(field, op)])),
    minProperties: 1,
    additionalProperties: false,
  };
  return comparisons.includes('eq') ? { anyOf: [comparedSchema(field), compared] } : compared;
}

function operandSchema(field: FieldSpec, op: Comparison): JsonSchema {
  const value = comparedSchema(field);
  switch (op) {
    case 'exists':
      return { type: 'boolean' };
    case 'between':
      return { type: 'array', items: value, minItems: 2, maxItems: 2, description: 'Both ends are part of it.' };
    case 'in':
      return { type: 'array', items: value, minItems: 1, maxItems: MAX_IN };
    case 'beginsWith':
      return { type: 'string', minLength: 1 };
    case 'contains': {
      const member = memberOf(field);
      return member === undefined ? { type: 'string', minLength: 1 } : comparedSchema(member);
    }
    default:
      return value;
  }
}

/** Limits concern what is written; what is looked for has only a type. */
export function comparedSchema({ type, choices }: FieldSpec): JsonSchema {
  return fieldSchema({ type, choices }, 'input');
}
