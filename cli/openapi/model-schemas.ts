import {
  admitsAnyone,
  type Fields,
  type FieldSpec,
  isOwned,
  type ModelSpec,
  type Operation,
  type Ruled,
  SYSTEM_FIELD_SPECS,
} from '../../lib/manifest/index.js';
import { type JsonSchema, schemaRef } from './document.js';
import { includedSchemas } from './question-schemas.js';
import { fieldSchema, itemPageSchema, namedSchemas, objectSchema } from './schemas.js';
import { updateSchema } from './update-schema.js';

/** A model's schemas, under the names of the generated client's types. */
export function modelSchemas(type: string, model: ModelSpec): Record<string, JsonSchema> {
  const about = model.description === undefined ? {} : { description: model.description };
  const id = fieldSchema(SYSTEM_FIELD_SPECS.id, 'input');
  const settable = choose(model.fields, ({ readOnly }) => !readOnly);
  return {
    ...namedSchemas(model.fields),
    [`${type}Item`]: { ...itemSchema(model), ...about },
    [`${type}Create`]: objectSchema(settable, 'input', { id: { ...id, description: 'Made by the server unless given.' } }),
    [`${type}Replace`]: {
      ...objectSchema(settable, 'input'),
      description: 'All fields: what is not sent is gone. Of an item that is there, what is immutable or not read by the caller stays.',
    },
    [`${type}Update`]: updateSchema(model.fields),
    [`${type}Page`]: itemPageSchema(schemaRef(`${type}Item`)),
  };
}

function choose(fields: Fields, has: (field: FieldSpec) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => has(field)));
}

/** What a write by one of these operations answers: the item, or, to callers who may write it and not read it, what they wrote. */
export function writtenSchema(type: string, model: ModelSpec, ruled: Ruled, by: readonly Operation[] = ['create', 'update']): JsonSchema {
  if (!model.rules.some((rule) => writesUnread({ ...ruled, rules: [rule] }, by))) {
    return schemaRef(`${type}Item`);
  }
  const written = {
    ...itemSchema(model),
    required: ['id', 'version', 'updatedAt'],
    description: 'What was written, for who may not read the item.',
  };
  return { anyOf: [schemaRef(`${type}Item`), written] };
}

function writesUnread(ruled: Ruled, by: readonly Operation[]): boolean {
  return by.some((operation) => admitsAnyone(ruled, operation)) && !admitsAnyone(ruled, 'get');
}

function itemSchema(model: ModelSpec): JsonSchema {
  const { owner, createdAt, updatedAt } = SYSTEM_FIELD_SPECS;
  const seen = choose(model.fields, ({ hidden }) => !hidden);
  // Who may not read a field gets items without it.
  const certain = Object.fromEntries(
    Object.entries(seen).map(([name, field]) => [name, field.rules ? { ...field, required: false } : field]),
  );
  const { properties, required = [] } = objectSchema(certain, 'answer') as { properties: object; required?: string[] };
  // A table made elsewhere may hold items that nothing of ours has written: of any id, at version 0, and without times.
  const isOurs = model.table === undefined;
  return {
    type: 'object',
    properties: {
      id: { type: 'string' },
      ...properties,
      ...includedSchemas(model),
      ...(isOwned(model) && { owner: fieldSchema(owner, 'answer') }),
      version: { type: 'integer', minimum: isOurs ? 1 : 0 },
      createdAt: fieldSchema(createdAt, 'answer'),
      updatedAt: fieldSchema(updatedAt, 'answer'),
    },
    required: isOurs ? ['id', ...required, 'version', 'createdAt', 'updatedAt'] : ['id', 'version'],
  };
}
