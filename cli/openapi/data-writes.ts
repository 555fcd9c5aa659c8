import {
  type DataSection,
  HEADERS,
  isFollowed,
  type ModelSpec,
  type ProblemCode,
  referrersOf,
  type Ruled,
} from '../../lib/manifest/index.js';
import type { ModelCalls } from './data.js';
import { capitalize, headerRef, parameterRef, schemaRef } from './document.js';
import { writtenSchema } from './model-schemas.js';
import { jsonContent, jsonParameter, pathParameter } from './operation.js';
import { batchSchema, resultsSchema } from './several-writes.js';

const REPLAYED = { [HEADERS.idempotencyReplayed]: headerRef(HEADERS.idempotencyReplayed) };
const WRITTEN = { ETag: headerRef('ETag'), ...REPLAYED };
const ID = pathParameter('id', "The item's id.");
const KEYED = parameterRef('IdempotencyKey');
const MATCHED = parameterRef('IfMatch');

/** What a write may be refused with, whichever it is. */
const ANY: readonly ProblemCode[] = ['invalid-request', 'forbidden', 'stale-key', 'key-reused'];
const BODY: readonly ProblemCode[] = ['too-large', 'unsupported-media-type', 'validation-failed'];
const CONDITIONAL: readonly ProblemCode[] = ['not-found', 'version-mismatch', 'condition-failed'];

/** The calls that write a model's items. */
export function describeWrites({ models }: DataSection, name: string, ruled: Ruled): ModelCalls {
  const model = models[name] as ModelSpec;
  const type = capitalize(name);
  const written = jsonContent(writtenSchema(type, model, ruled));
  const made = { description: 'The item, as it is stored.', headers: { ...WRITTEN, Location: headerRef('Location') } };
  const isNow = { description: 'The item, as it is now.', headers: WRITTEN, content: written };
  const condition = jsonParameter('if', schemaRef(`${type}Filter`), 'What the item must be like as it is, or 412.');
  return {
    create: {
      summary: `Create an item of ${name}`,
      parameters: [KEYED],
      body: jsonContent(schemaRef(`${type}Create`)),
      status: 201,
      answer: { ...made, content: jsonContent(writtenSchema(type, model, ruled, ['create'])) },
      problems: [...ANY, 'conflict', ...BODY],
    },
    update: {
      summary: `Change an item of ${name}`,
      description:
        'A JSON Merge Patch (RFC 7396): null removes a member, objects are patches in turn, lists are replaced. Operators stand beside it.',
      parameters: [ID, MATCHED, condition, KEYED],
      body: {
        'application/json': { schema: schemaRef(`${type}Update`) },
        'application/merge-patch+json': { schema: schemaRef(`${type}Update`) },
      },
      status: 200,
      answer: isNow,
      problems: [...ANY, ...CONDITIONAL, 'conflict', ...BODY],
    },
    replace: {
      summary: `Set all fields of an item of ${name}`,
      description: 'With `If-Match` of an item that is there. Without, it is made where there is none; with `If-None-Match: *` only there.',
      parameters: [ID, MATCHED, parameterRef('IfNoneMatch'), condition, KEYED],
      body: jsonContent(schemaRef(`${type}Replace`)),
      status: 200,
      answer: isNow,
      answers: { 201: { ...made, content: written } },
      problems: [...ANY, ...CONDITIONAL, 'conflict', ...BODY],
    },
    delete: {
      summary: `Delete an item of ${name}`,
      parameters: [ID, MATCHED, condition, KEYED],
      status: 204,
      answer: { description: 'It is gone.', headers: REPLAYED },
      ...(isFollowed(referrersOf(name, models)) && {
        answers: { 202: { description: 'It is gone, and what refers to it goes in the background.', headers: REPLAYED } },
      }),
      problems: [...ANY, ...CONDITIONAL, 'in-use'],
    },
    batchWrite: {
      summary: `Write items of ${name}, each on its own`,
      body: jsonContent(batchSchema(type)),
      status: 200,
      answer: {
        description: 'What has become of each, in their order.',
        content: jsonContent(resultsSchema(writtenSchema(type, model, ruled))),
      },
      problems: ['invalid-request', 'too-large', 'unsupported-media-type'],
    },
  };
}
