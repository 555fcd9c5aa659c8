import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { answerSchema, openApi } from '../../../cli/openapi/index';
import type { ModelSpec } from '../../../lib/manifest';
import { EXAMPLE, withModel } from '../../lib/manifest/example';

const document = openApi(EXAMPLE);
const ajv = addFormats(new Ajv({ strict: false }));
const describes = (method: string, path: string, status: number, body: unknown, within = document) =>
  ajv.compile(answerSchema(within, method, path, status) ?? false)(body);

const NOTE = {
  id: 'a',
  title: 'Hello',
  owner: 'ann',
  version: 1,
  createdAt: '2026-10-02T08:00:00.000Z',
  updatedAt: '2026-10-02T08:00:00.000Z',
};
const FILE = { owner: 'ann', name: 'a/b.png', size: 3 };
const PROBLEM = { type: 'urn:plinth:problem:not-found', title: 'There is no such thing, or not for you', status: 404, requestId: 'r' };

test.each<[string, string, number, unknown]>([
  ['POST', '/data/notes', 201, NOTE],
  ['get', '/data/notes/a', 200, { ...NOTE, later: true }],
  ['GET', '/guest/data/notes', 200, { items: [NOTE], cursor: 'c' }],
  ['GET', '/data/notes/a', 404, PROBLEM],
  ['GET', '/data/notes/a', 401, { message: 'Unauthorized' }],
  ['PATCH', '/data/notes/a', 412, { ...PROBLEM, type: 'urn:plinth:problem:version-mismatch', status: 412, current: NOTE }],
  [
    'POST',
    '/data/notes',
    422,
    { ...PROBLEM, status: 422, type: 'urn:plinth:problem:validation-failed', errors: [{ pointer: '/a', detail: 'b' }] },
  ],
  ['POST', '/data/notes/query', 200, { items: [NOTE], cursor: 'c', stopped: 'size' }],
  ['POST', '/data/notes/count', 200, { count: 3, complete: true }],
  ['POST', '/guest/data/notes/batch-get', 200, { items: [NOTE], missing: ['b'], unprocessed: ['c'] }],
  ['PUT', '/data/notes/a', 201, NOTE],
  ['POST', '/data/notes/batch-write', 200, { results: [{ status: 201, item: NOTE }, { status: 204 }, { status: 404, problem: PROBLEM }] }],
  ['POST', '/transactions', 200, { items: [NOTE, null] }],
  ['GET', '/data/tags/0', 200, { id: '', version: 0 }],
  ['POST', '/files/attachments', 201, { file: FILE, upload: { url: 'https://b.s3.amazonaws.com/', fields: { key: 'k' } } }],
  ['GET', '/files/attachments/ann/a/b.png', 200, { file: FILE, url: 'https://b.s3.amazonaws.com/k', expiresAt: '2026-10-02T08:00:00Z' }],
  ['POST', '/functions/summarize', 200, { summary: 'short' }],
  ['POST', '/push/devices', 201, { id: 'd', platform: 'fcm' }],
])('%s %s %i answers this', (method, path, status, body) => {
  expect(describes(method, path, status, body)).toBe(true);
});

test.each<[string, string, number, unknown]>([
  ['POST', '/data/notes', 201, { ...NOTE, title: undefined }],
  ['POST', '/data/notes', 201, { ...NOTE, stars: 9 }],
  ['POST', '/data/notes', 201, { ...NOTE, version: 0 }],
  ['GET', '/data/notes', 200, [NOTE]],
  ['POST', '/data/notes/query', 200, { items: [NOTE], stopped: 'tired' }],
  ['POST', '/data/notes/count', 200, { count: -1, complete: true }],
  ['POST', '/data/notes/batch-get', 200, { items: [NOTE] }],
  ['POST', '/data/notes/batch-write', 200, { results: [{ status: 404, problem: {} }] }],
  ['POST', '/transactions', 200, { items: ['a'] }],
  ['GET', '/data/notes/a', 404, { ...PROBLEM, type: 'about:blank' }],
  ['GET', '/data/notes/a', 404, 'Not Found'],
  ['POST', '/functions/summarize', 200, {}],
])('%s %s %i does not answer this: %#', (method, path, status, body) => {
  expect(describes(method, path, status, JSON.parse(JSON.stringify(body)))).toBe(false);
});

test('some answers have no body', () => {
  expect(answerSchema(document, 'DELETE', '/data/notes/a', 204)).toBeUndefined();
  expect(answerSchema(document, 'PUT', '/push/devices/d/topics/news', 204)).toBeUndefined();
});

test('who may write an item and not read it is answered what he wrote', () => {
  const rules: ModelSpec['rules'] = [{ allow: 'owner' }, { allow: 'group', group: 'staff', operations: ['update'] }];
  const written = { id: 'a', stars: 3, version: 2, updatedAt: NOTE.updatedAt };
  expect(describes('PATCH', '/data/notes/a', 200, written, openApi(withModel({ rules })))).toBe(true);
  expect(describes('PATCH', '/data/notes/a', 200, NOTE, openApi(withModel({ rules })))).toBe(true);
  expect(describes('PATCH', '/data/notes/a', 200, written, openApi(withModel({ rules: [{ allow: 'owner' }] })))).toBe(false);
});

test('what is not described is said, with what is', () => {
  expect(() => answerSchema(document, 'PUT', '/data/notes', 200)).toThrow('describes no PUT /data/notes');
  expect(() => answerSchema(document, 'GET', '/data/other', 200)).toThrow('describes no GET /data/other');
  expect(() => answerSchema(document, 'GET', '/data/notes/a', 418)).toThrow(/no answer 418 to GET \/data\/notes\/a, only 200, 401/);
});
