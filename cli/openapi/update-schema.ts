import { type Fields, type FieldSpec, OPERATOR_TYPES, UPDATE_OPERATORS, type UpdateOperator } from '../../lib/manifest/index.js';
import type { JsonSchema } from './document.js';
import { fieldSchema, objectSchema } from './schemas.js';

const ABOUT: Readonly<Record<UpdateOperator, string>> = {
  increment: 'Adds to numbers; one that is not there counts as 0.',
  append: 'Adds to the end of lists.',
  remove: 'Removes from lists each element that equals one of these.',
  addToSet: 'Adds to sets.',
  removeFromSet: 'Removes from sets.',
  setIfAbsent: 'Sets what is not there.',
};

/** What an update may hold: a merge patch of the fields that callers change, and operators on them. A field stands in one place only. */
export function updateSchema(fields: Fields): JsonSchema {
  const changeable = Object.fromEntries(Object.entries(fields).filter(([, { readOnly, immutable }]) => !readOnly && !immutable));
  const operators = UPDATE_OPERATORS.flatMap((op) => {
    const operands = Object.entries(changeable).flatMap(([name, field]) =>
      OPERATOR_TYPES[op]?.includes(field.type) === false ? [] : [[name, operandSchema(op, field)] as const],
    );
    return operands.length === 0 ? [] : [[`$${op}`, operatorSchema(op, Object.fromEntries(operands))] as const];
  });
  return objectSchema(changeable, 'patch', Object.fromEntries(operators));
}

function operatorSchema(op: UpdateOperator, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', description: ABOUT[op], properties, additionalProperties: false };
}

/** Limits are of what the operator makes, and not of what it is given. */
function operandSchema(op: UpdateOperator, field: FieldSpec): JsonSchema {
  switch (op) {
    case 'increment':
      return { type: field.type };
    case 'setIfAbsent':
      return fieldSchema(field.type === 'stringSet' ? { minItems: 1, ...field } : field, 'input');
    default:
      return fieldSchema({ type: field.type, items: field.items, minItems: 1 }, 'input');
  }
}
