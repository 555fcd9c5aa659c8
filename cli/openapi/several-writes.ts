import {
  admitsAnyone,
  admitsGuests,
  HEADERS,
  type Manifest,
  type ModelSpec,
  ROUTE_OPERATIONS,
  ROUTES,
  ruledModel,
  MAX_ACTIONS,
  MAX_WRITES,
} from '../../lib/manifest/index.js';
import { capitalize, headerRef, type JsonSchema, parameterRef, schemaRef } from './document.js';
import { writtenSchema } from './model-schemas.js';
import { describeCall, type Described, jsonContent } from './operation.js';

const ID = { type: 'string' };
const KEY = { type: 'string', format: 'uuid', description: 'As `Idempotency-Key` of a write alone.' };

/** The writes of one model, as several of them are asked for at once. */
function writeSchemas(type: string, more: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema[] {
  const write = (members: Readonly<Record<string, JsonSchema>>, needed: readonly string[]): JsonSchema => ({
    type: 'object',
    properties: { ...members, ...more },
    required: [...needed, ...required],
    additionalProperties: false,
  });
  const conditions = { ifVersion: { type: 'integer', minimum: 0 }, if: schemaRef(`${type}Filter`) };
  const to = (name: string, schema: JsonSchema) => write({ [name]: schema, id: ID, ...conditions }, [name, 'id']);
  return [
    write({ create: schemaRef(`${type}Create`) }, ['create']),
    to('update', schemaRef(`${type}Update`)),
    to('replace', schemaRef(`${type}Replace`)),
    to('upsert', schemaRef(`${type}Replace`)),
    write({ delete: ID, ...conditions }, ['delete']),
  ];
}

/** The body of a batch of writes. */
export function batchSchema(type: string): JsonSchema {
  return {
    type: 'object',
    properties: { writes: { type: 'array', items: { anyOf: writeSchemas(type, { key: KEY }, []) }, minItems: 1, maxItems: MAX_WRITES } },
    required: ['writes'],
  };
}

/** An item that makes an answer too large. */
const REFERENCE: JsonSchema = {
  type: 'object',
  description: 'Of an item with which the answer would be larger than 6 MB.',
  properties: { id: ID, version: { type: 'integer' } },
  required: ['id', 'version'],
};

/** What has become of a batch. */
export function resultsSchema(item: JsonSchema): JsonSchema {
  const result = (status: JsonSchema, properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]) => ({
    type: 'object',
    properties: { status: { type: 'integer', ...status, description: 'As the write alone would be answered.' }, ...properties },
    required: ['status', ...required],
  });
  const replayed = { type: 'boolean' };
  const results = [
    result({ enum: [200, 201] }, { item: { anyOf: [item, REFERENCE] }, replayed }, ['item']),
    result({ enum: [202, 204] }, { replayed }, []),
    result({ minimum: 400 }, { problem: schemaRef('Problem') }, ['problem']),
  ];
  return { type: 'object', properties: { results: { type: 'array', items: { anyOf: results } } }, required: ['results'] };
}

/** Transactions, over all models that anyone may write to. */
export function describeTransactions(manifest: Manifest): Described {
  const data = manifest.data ?? { models: {} };
  const writable = (can: (model: ModelSpec) => boolean) => Object.entries(data.models).filter(([, model]) => can(model));
  const ruled = (model: ModelSpec) => ruledModel(data, model);
  const some = ROUTE_OPERATIONS.data.transact;
  const models = writable((model) => some.some((operation) => admitsAnyone(ruled(model), operation)));
  const audience = {
    users: manifest.auth !== undefined && models.length > 0,
    guests: writable((model) => some.some((operation) => admitsGuests(ruled(model), operation))).length > 0,
  };
  if (models.length === 0) return { operations: [], schemas: {} };
  const schemas = models.map(([name]) => [`${capitalize(name)}Action`, actionSchema(name)] as const);
  const items = models.map(([name, model]) => writtenSchema(capitalize(name), model, ruled(model)));
  const operations = describeCall(
    {
      tag: 'data',
      routeKey: ROUTES.data.transact,
      operationId: 'dataTransact',
      summary: 'Write several items, of one model or more: all of them, or none',
      parameters: [parameterRef('IdempotencyKey')],
      body: jsonContent({
        type: 'object',
        properties: {
          actions: { type: 'array', items: { anyOf: schemas.map(([name]) => schemaRef(name)) }, minItems: 1, maxItems: MAX_ACTIONS },
        },
        required: ['actions'],
      }),
      status: 200,
      answer: {
        description: 'The items of the actions, in their order; null of one that is deleted, or only checked.',
        headers: { [HEADERS.idempotencyReplayed]: headerRef(HEADERS.idempotencyReplayed) },
        content: jsonContent({
          type: 'object',
          properties: { items: { type: 'array', items: { anyOf: [...items, REFERENCE, { type: 'null' }] } } },
          required: ['items'],
        }),
      },
      problems: ['invalid-request', 'transaction-refused', 'too-large', 'unsupported-media-type', 'stale-key', 'key-reused'],
    },
    audience,
  );
  return { operations, schemas: Object.fromEntries(schemas) };
}

function actionSchema(model: string): JsonSchema {
  const type = capitalize(model);
  const named = { model: { const: model } };
  const check = {
    type: 'object',
    properties: { ...named, check: ID, ifVersion: { type: 'integer', minimum: 0 }, if: schemaRef(`${type}Filter`) },
    required: ['model', 'check'],
    additionalProperties: false,
  };
  return { anyOf: [...writeSchemas(type, named, ['model']), check] };
}
