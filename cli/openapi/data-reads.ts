import { MAX_IDS, type ModelSpec } from '../../lib/manifest/index.js';
import type { ModelCalls } from './data.js';
import { headerRef, type JsonSchema, schemaRef } from './document.js';
import { describeIndexes, listParameters } from './list-parameters.js';
import { jsonContent, jsonParameter, pathParameter } from './operation.js';
import { hasRelations } from './question-schemas.js';
import { CURSOR } from './schemas.js';

const IDS = { type: 'array', items: { type: 'string' } };

/** The calls that read a model's items. A model that nothing can be listed by answers every list with 400. */
export function describeReads(name: string, type: string, model: ModelSpec): ModelCalls {
  const page = {
    description: 'A page; it may hold fewer items than asked for, and a cursor.',
    content: jsonContent(schemaRef(`${type}Page`)),
  };
  const isListable = model.allowScan === true || Object.keys(model.indexes).length > 0;
  const include = hasRelations(model) ? [jsonParameter('include', schemaRef(`${type}Include`), 'Relations to read with the item.')] : [];
  const reads: ModelCalls = {
    get: {
      summary: `Read an item of ${name}`,
      parameters: [pathParameter('id', "The item's id."), ...include],
      status: 200,
      answer: { description: 'The item.', headers: { ETag: headerRef('ETag') }, content: jsonContent(schemaRef(`${type}Item`)) },
      problems: [...(include.length > 0 ? (['invalid-request', 'too-large'] as const) : []), 'forbidden', 'not-found'],
    },
    batchGet: {
      summary: `Read items of ${name} by their ids`,
      body: jsonContent(batchGetSchema(type, model)),
      status: 200,
      answer: { description: 'What is there of them.', content: jsonContent(batchGotSchema(type)) },
      problems: ['invalid-request', 'forbidden', 'too-large', 'unsupported-media-type'],
    },
  };
  if (!isListable) return reads;
  return {
    list: {
      summary: `List items of ${name}`,
      description: describeIndexes(model),
      parameters: listParameters(type, model),
      status: 200,
      answer: page,
      problems: ['invalid-request', 'forbidden', 'too-large'],
    },
    query: {
      summary: `List items of ${name}, asked in a body`,
      description: `The same as a list, for questions that are too long for a URL.\n${describeIndexes(model)}`,
      body: jsonContent(schemaRef(`${type}Query`)),
      status: 200,
      answer: page,
      problems: ['invalid-request', 'forbidden', 'too-large', 'unsupported-media-type'],
    },
    count: {
      summary: `Count items of ${name}`,
      description: `How many items a list would give.\n${describeIndexes(model)}`,
      body: jsonContent(schemaRef(`${type}CountQuery`)),
      status: 200,
      answer: { description: 'How many there are, as far as one call gets.', content: jsonContent(COUNTED) },
      problems: ['invalid-request', 'forbidden', 'too-large', 'unsupported-media-type'],
    },
    ...reads,
  };
}

const COUNTED: JsonSchema = {
  type: 'object',
  properties: {
    count: { type: 'integer', minimum: 0 },
    complete: { type: 'boolean', description: 'Whether that is all; if not, the count of what comes from `cursor` on is to be added.' },
    cursor: CURSOR,
  },
  required: ['count', 'complete'],
};

function batchGetSchema(type: string, model: ModelSpec): JsonSchema {
  return {
    type: 'object',
    properties: {
      ids: { ...IDS, minItems: 1, maxItems: MAX_IDS },
      ...(hasRelations(model) && { include: schemaRef(`${type}Include`) }),
    },
    required: ['ids'],
    additionalProperties: false,
  };
}

function batchGotSchema(type: string): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: schemaRef(`${type}Item`), description: 'In the order of the ids, each once.' },
      missing: { ...IDS, description: 'Ids of what is not there, or not for the caller.' },
      unprocessed: { ...IDS, description: 'Ids to ask for again: DynamoDB is busy, or the answer is full.' },
    },
    required: ['items', 'missing'],
  };
}
