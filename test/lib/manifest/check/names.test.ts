import { checkManifest } from '../../../../lib/manifest';
import { EXAMPLE, withFields, withModel } from '../example';

const index = { partition: ['title'], sort: [] };
const model = { fields: {}, rules: [{ allow: 'guest' as const }], indexes: {} };
const places: [string, (name: string) => ReturnType<typeof withFields>][] = [
  ['data.models', (name) => ({ ...EXAMPLE, data: { models: { ...EXAMPLE.data?.models, [name]: model } } })],
  ['data.models.notes.fields', (name) => withFields({ [name]: { type: 'string' } })],
  ['data.models.notes.indexes', (name) => withModel({ indexes: { [name]: index } })],
  [
    'data.models.notes.fields.address.fields',
    (name) => withFields({ address: { type: 'object', fields: { [name]: { type: 'string' } } } }),
  ],
  ['push.topics', (name) => ({ ...EXAMPLE, push: { platforms: ['fcm'], topics: { [name]: { rules: [{ allow: 'guest' }] } } } })],
];

describe.each(places)('%s', (path, named) => {
  test.each(['order', 'blogPosts', 'a2c', `a${'b'.repeat(63)}`])('%s is a name', (name) => {
    expect(checkManifest(named(name)).filter((fault) => fault.path.startsWith(path))).toEqual([]);
  });

  test.each(['constructor', 'prototype', 'then', 'toString'])('%s is a reserved word', (name) => {
    const faults = checkManifest(named(name));
    expect(faults).toContainEqual({ path: `${path}.${name}`, message: expect.stringContaining('reserved word') });
  });

  test.each(['Notes', '_key', '__proto__', 'blog-posts', 'a.b', '2fa', 'é', `a${'b'.repeat(64)}`])('%s is no name', (name) => {
    const manifest = named(name);
    // `{ [name]: … }` defines a member called `__proto__`, and so does JSON.
    expect(checkManifest(manifest).map((fault) => fault.message)).toContainEqual(expect.stringContaining(JSON.stringify(name)));
  });
});

test('an index has an article of its own', () => {
  expect(checkManifest(withModel({ indexes: { Newest: index } }))[0]?.message).toMatch(/^an index's name is/);
  expect(checkManifest(withFields({ Title: { type: 'string' } }))[0]?.message).toMatch(/^a field's name is/);
});

test('suggests a name', () => {
  const faults = checkManifest(withFields({ 'Blog-post_title': { type: 'string' } }));
  expect(faults[0]?.message).toContain('"blogPostTitle" would do');
});

test.each(['id', 'owner', 'version', 'createdAt', 'updatedAt'])('%s is a system field, and free inside an object', (name) => {
  expect(checkManifest(withFields({ [name]: { type: 'string' } }))[0]?.message).toContain('every item has it');
  expect(checkManifest(withFields({ address: { type: 'object', fields: { [name]: { type: 'string' } } } }))).toEqual([]);
});

test.each(['create', 'get', 'list', 'update', 'delete'])("%s is a method of a model's client, so no index", (name) => {
  expect(checkManifest(withModel({ indexes: { [name]: index } }))[0]?.message).toContain("method of the model's client");
});

test('calls of the client have their names already', () => {
  const reserved = expect.objectContaining({ message: expect.stringContaining('reserved word') });
  for (const name of ['create', 'count', 'batchWrite', 'upsert']) {
    expect(checkManifest(withModel({ indexes: { [name]: index } }))).toContainEqual(reserved);
  }
  expect(checkManifest({ ...EXAMPLE, data: { models: { transact: model } } })).toContainEqual(reserved);
});
