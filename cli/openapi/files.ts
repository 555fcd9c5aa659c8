import { FILE_PAGE, type Manifest, ROUTES, type SpaceSpec } from '../../lib/manifest/index.js';
import { capitalize, headerRef, type JsonSchema, schemaRef } from './document.js';
import {
  audienceOf,
  describeCall,
  type Described,
  jsonContent,
  limitParameter,
  pathParameter,
  queryParameter,
  routeOf,
} from './operation.js';
import { pageSchema } from './schemas.js';

const PLACE = [
  pathParameter('owner', 'Whose file it is; `me` is the caller.'),
  pathParameter('name', "The file's name, which may hold slashes: they stand in the path as they are."),
];

const LIST_PARAMETERS = [
  queryParameter('owner', { type: 'string', default: 'me' }, 'Whose files; `me` is the caller.'),
  queryParameter('prefix', { type: 'string' }, 'What their names begin with.'),
  limitParameter(FILE_PAGE, 'Files on a page, at most.'),
  queryParameter('cursor', { type: 'string' }, 'The `cursor` of the page before, with all other parameters as they were.'),
];

/** The operations on a space's files. */
export function describeSpace(manifest: Manifest, name: string, { rules, maxSize, contentTypes }: SpaceSpec): Described {
  const type = capitalize(name);
  const route = (operation: keyof typeof ROUTES.files) => ({
    routeKey: routeOf(ROUTES.files[operation], 'space', name),
    operationId: `files${type}${capitalize(operation)}`,
  });
  const types = contentTypes === undefined ? 'Any media type.' : `One of ${contentTypes.join(', ')}.`;
  const create = describeCall(
    {
      ...route('create'),
      summary: `Ask for an upload to ${name}`,
      description: 'The bytes are then posted to the URL of the answer, as `multipart/form-data`: its fields, and `file` as the last.',
      body: jsonContent({
        type: 'object',
        properties: {
          name: { type: 'string', description: 'At most 512 bytes of UTF-8; may hold slashes, but no % or ?.' },
          size: { type: 'integer', minimum: 0, maximum: maxSize, description: 'Bytes.' },
          contentType: { type: 'string', description: types },
        },
        required: ['name', 'size', 'contentType'],
        additionalProperties: false,
      }),
      status: 201,
      answer: {
        description: 'The upload, open for five minutes.',
        headers: { Location: headerRef('Location') },
        content: jsonContent(schemaRef('Upload')),
      },
      problems: ['invalid-request', 'forbidden', 'too-large', 'unsupported-media-type', 'validation-failed'],
    },
    audienceOf(manifest, { rules }, ['create']),
  );
  const list = describeCall(
    {
      ...route('list'),
      summary: `List an owner's files in ${name}`,
      parameters: LIST_PARAMETERS,
      status: 200,
      answer: { description: 'A page, in the order of names.', content: jsonContent(schemaRef('StoredFiles')) },
      problems: ['invalid-request', 'forbidden'],
    },
    audienceOf(manifest, { rules }, ['list']),
  );
  const get = describeCall(
    {
      ...route('get'),
      summary: `Ask for the URL of a file in ${name}`,
      parameters: PLACE,
      status: 200,
      answer: { description: 'The file, and where its bytes are.', content: jsonContent(schemaRef('FileUrl')) },
      problems: ['forbidden', 'not-found'],
    },
    audienceOf(manifest, { rules }, ['get']),
  );
  const remove = describeCall(
    {
      ...route('delete'),
      summary: `Delete a file in ${name}`,
      parameters: PLACE,
      status: 204,
      answer: { description: 'It is gone.' },
      problems: ['forbidden', 'not-found'],
    },
    audienceOf(manifest, { rules }, ['delete']),
  );
  return { operations: [...create, ...list, ...get, ...remove], schemas: FILE_SCHEMAS };
}

const FILE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  StoredFile: {
    type: 'object',
    properties: {
      owner: { type: 'string' },
      name: { type: 'string' },
      size: { type: 'integer', minimum: 0, description: 'Bytes.' },
      contentType: { type: 'string', description: 'Not in a list.' },
      updatedAt: { type: 'string', format: 'date-time', description: 'Absent before the upload.' },
    },
    required: ['owner', 'name', 'size'],
  },
  StoredFiles: pageSchema(schemaRef('StoredFile')),
  Upload: {
    type: 'object',
    properties: {
      file: schemaRef('StoredFile'),
      upload: {
        type: 'object',
        properties: { url: { type: 'string', format: 'uri' }, fields: { type: 'object', additionalProperties: { type: 'string' } } },
        required: ['url', 'fields'],
      },
    },
    required: ['file', 'upload'],
  },
  FileUrl: {
    type: 'object',
    properties: {
      file: schemaRef('StoredFile'),
      url: { type: 'string', format: 'uri' },
      expiresAt: { type: 'string', format: 'date-time' },
    },
    required: ['file', 'url', 'expiresAt'],
  },
};
