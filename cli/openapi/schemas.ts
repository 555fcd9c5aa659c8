import {
  CLOCK_PATTERN,
  DEFAULT_MAX_BYTES,
  type Fields,
  type FieldSpec,
  type FieldType,
  ID_PATTERN,
  MAX_EMAIL_LENGTH,
  MAX_URL_LENGTH,
  PHONE_PATTERN,
} from '../../lib/manifest/index.js';
import { type JsonSchema, schemaRef } from './document.js';

/**
 * Whose JSON is described: what a caller may send as a whole, what he may send as a merge patch, what he receives. An answer may hold
 * members that a newer backend declares.
 */
export type Use = 'input' | 'patch' | 'answer';

/** An object of declared fields. `more` members stand before them. */
export function objectSchema(fields: Fields, use: Use, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const required = Object.keys(fields).filter((name) => use !== 'patch' && isRequired(fields[name], use));
  return {
    type: 'object',
    properties: { ...more, ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, memberSchema(field, use)])) },
    ...(required.length > 0 && { required }),
    ...(use !== 'answer' && { additionalProperties: false }),
  };
}

/** What has a default need not be sent. */
function isRequired(field: FieldSpec | undefined, use: Use): boolean {
  return field?.required === true && (use === 'answer' || (field.defaultValue === undefined && field.defaultFrom === undefined));
}

/** In a patch, null removes what is not required. */
function memberSchema(field: FieldSpec, use: Use): JsonSchema {
  const { description, readOnly, hidden } = field;
  const schema = {
    ...fieldSchema(field, use),
    ...(description !== undefined && { description }),
    ...(readOnly && { readOnly }),
    ...(hidden && { writeOnly: true }),
  };
  if (use === 'patch') {
    return field.required || field.type === 'json' ? schema : { anyOf: [schema, { type: 'null' }] };
  }
  return { ...schema, ...(use === 'input' && field.defaultValue !== undefined && { default: field.defaultValue }) };
}

const BY_TYPE: Readonly<Record<FieldType, (field: FieldSpec, use: Use) => JsonSchema>> = {
  string: ({ minLength, maxLength, pattern }) => ({
    type: 'string',
    // JSON Schema counts characters, we count UTF-16 code units, of which a character takes two at most.
    ...(minLength !== undefined && { minLength: Math.ceil(minLength / 2) }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern: `^(?:${pattern})$` }),
  }),
  integer: ({ min, max }) => ({ type: 'integer', ...boundsOf(min, max) }),
  number: ({ min, max }) => ({ type: 'number', ...boundsOf(min, max) }),
  boolean: () => ({ type: 'boolean' }),
  datetime: () => ({ type: 'string', format: 'date-time' }),
  date: () => ({ type: 'string', format: 'date' }),
  // Seconds may be left out, and there is no offset: `format: time` (RFC 3339's full-time) has both.
  time: () => ({ type: 'string', pattern: CLOCK_PATTERN.source }),
  email: () => ({ type: 'string', format: 'email', maxLength: MAX_EMAIL_LENGTH }),
  url: () => ({ type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]', maxLength: MAX_URL_LENGTH }),
  phone: () => ({ type: 'string', pattern: PHONE_PATTERN.source }),
  ip: () => ({ type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] }),
  choice: ({ choices }) => ({ type: 'string', enum: choices }),
  json: () => ({}),
  id: () => ({ type: 'string', pattern: ID_PATTERN.source }),
  bytes: ({ minLength = 0, maxLength = DEFAULT_MAX_BYTES }) => ({
    type: 'string',
    contentEncoding: 'base64',
    // Three bytes are four letters.
    ...(minLength > 0 && { minLength: Math.ceil(minLength / 3) * 4 }),
    maxLength: Math.ceil(maxLength / 3) * 4,
  }),
  stringSet: ({ required, minItems = required ? 1 : undefined, maxItems }) => ({
    type: 'array',
    items: { type: 'string', minLength: 1 },
    uniqueItems: true,
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  }),
  list: ({ items = { type: 'json' }, minItems, maxItems }, use) => ({
    type: 'array',
    // A patch replaces a list whole.
    items: fieldSchema(items, use === 'patch' ? 'input' : use),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  }),
  map: ({ items = { type: 'json' }, minItems, maxItems }, use) => ({
    type: 'object',
    propertyNames: { minLength: 1, maxLength: 255 },
    additionalProperties: use === 'patch' ? { anyOf: [fieldSchema(items, use), { type: 'null' }] } : fieldSchema(items, use),
    ...(minItems !== undefined && use !== 'patch' && { minProperties: minItems }),
    ...(maxItems !== undefined && use !== 'patch' && { maxProperties: maxItems }),
  }),
  object: ({ fields = {}, typeName }, use) => (typeName === undefined ? objectSchema(fields, use) : schemaRef(namedSchema(typeName, use))),
};

/** The JSON Schema of a field's value. */
export function fieldSchema(field: FieldSpec, use: Use): JsonSchema {
  return BY_TYPE[field.type](field, use);
}

/** The name of the schema of an object that has a name. */
export function namedSchema(typeName: string, use: Use): string {
  return typeName + NAMED_SUFFIXES[use];
}

const NAMED_SUFFIXES: Readonly<Record<Use, string>> = { answer: '', input: 'Write', patch: 'Patch' };

/** The schemas of the objects among these fields that have a name, in each use. */
export function namedSchemas(fields: Fields): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {};
  for (const field of Object.values(fields)) {
    Object.assign(schemas, namedSchemas({ ...field.fields, ...(field.items && { items: field.items }) }));
    if (field.typeName !== undefined) {
      for (const use of ['answer', 'input', 'patch'] as const) {
        schemas[namedSchema(field.typeName, use)] = objectSchema(field.fields ?? {}, use);
      }
    }
  }
  return schemas;
}

function boundsOf(minimum: number | undefined, maximum: number | undefined): JsonSchema {
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

/** A page of a list. */
export function pageSchema(item: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: item },
      cursor: CURSOR,
    },
    required: ['items'],
  };
}

/** A page of a model's items, which may have ended early. */
export function itemPageSchema(item: JsonSchema): JsonSchema {
  const page = pageSchema(item) as { properties: object };
  const stopped = {
    type: 'string',
    enum: ['budget', 'size'],
    description: 'Why there are fewer items than asked for, where more may follow: reading has cost its share, or an answer holds no more.',
  };
  return { ...page, properties: { ...page.properties, stopped } };
}

export const CURSOR: JsonSchema = { type: 'string', description: 'Where to go on; absent at the end.' };
