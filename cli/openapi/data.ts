import { HEADERS, type Manifest, type ModelSpec, ROUTES, ruledModel } from '../../lib/manifest/index.js';
import { capitalize, headerRef, parameterRef, schemaRef } from './document.js';
import { describeIndexes, listParameters } from './list-parameters.js';
import { modelSchemas, writtenSchema } from './model-schemas.js';
import { audienceOf, describeCall, type Described, jsonContent, pathParameter, routeOf } from './operation.js';

const ETAG = { ETag: headerRef('ETag') };
const WRITTEN = { ...ETAG, [HEADERS.idempotencyReplayed]: headerRef(HEADERS.idempotencyReplayed) };
const ID = pathParameter('id', "The item's id.");

/** The operations on a model's items. */
export function describeModel(manifest: Manifest, name: string, model: ModelSpec): Described {
  const ruled = ruledModel(manifest.data ?? { models: {} }, model);
  const type = capitalize(name);
  const item = schemaRef(`${type}Item`);
  const route = (operation: keyof typeof ROUTES.data) => ({
    routeKey: routeOf(ROUTES.data[operation], 'model', name),
    operationId: `data${type}${capitalize(operation)}`,
  });
  const keyed = parameterRef('IdempotencyKey');
  const matched = parameterRef('IfMatch');
  const create = describeCall(
    {
      ...route('create'),
      summary: `Create an item of ${name}`,
      parameters: [keyed],
      body: jsonContent(schemaRef(`${type}Create`)),
      status: 201,
      answer: {
        description: 'The item, as it is stored.',
        headers: { ...WRITTEN, Location: headerRef('Location') },
        content: jsonContent(item),
      },
      problems: ['invalid-request', 'forbidden', 'conflict', 'too-large', 'unsupported-media-type', 'validation-failed'],
    },
    audienceOf(manifest, ruled, 'create'),
  );
  const list = describeCall(
    {
      ...route('list'),
      summary: `List items of ${name}`,
      description: describeIndexes(model),
      parameters: listParameters(model),
      status: 200,
      answer: {
        description: 'A page; it may hold fewer items than asked for, and a cursor.',
        content: jsonContent(schemaRef(`${type}Page`)),
      },
      problems: ['invalid-request', 'forbidden'],
    },
    audienceOf(manifest, ruled, 'list'),
  );
  const get = describeCall(
    {
      ...route('get'),
      summary: `Read an item of ${name}`,
      parameters: [ID],
      status: 200,
      answer: { description: 'The item.', headers: ETAG, content: jsonContent(item) },
      problems: ['forbidden', 'not-found'],
    },
    audienceOf(manifest, ruled, 'get'),
  );
  const update = describeCall(
    {
      ...route('update'),
      summary: `Change an item of ${name}`,
      description: 'A JSON Merge Patch (RFC 7396): null removes a member, objects are patches in turn, lists are replaced.',
      parameters: [ID, matched, keyed],
      body: {
        'application/json': { schema: schemaRef(`${type}Update`) },
        'application/merge-patch+json': { schema: schemaRef(`${type}Update`) },
      },
      status: 200,
      answer: { description: 'The item, as it is now.', headers: WRITTEN, content: jsonContent(writtenSchema(type, model, ruled)) },
      problems: [
        'invalid-request',
        'forbidden',
        'not-found',
        'version-mismatch',
        'too-large',
        'unsupported-media-type',
        'validation-failed',
      ],
    },
    audienceOf(manifest, ruled, 'update'),
  );
  const remove = describeCall(
    {
      ...route('delete'),
      summary: `Delete an item of ${name}`,
      parameters: [ID, matched],
      status: 204,
      answer: { description: 'It is gone.' },
      problems: ['invalid-request', 'forbidden', 'not-found', 'version-mismatch'],
    },
    audienceOf(manifest, ruled, 'delete'),
  );
  // A model that nothing can be listed by answers every list with 400.
  const listable = model.allowScan === true || Object.keys(model.indexes).length > 0;
  return { operations: [...create, ...(listable ? list : []), ...get, ...update, ...remove], schemas: modelSchemas(type, model) };
}
