import { diffManifests } from '../../../cli/diff/manifest';
import { formatChanges } from '../../../cli/diff/print';
import type { Manifest, ModelSpec } from '../../../lib/manifest';

const notes: ModelSpec = {
  fields: { title: { type: 'string', required: true, maxLength: 200 }, tags: { type: 'list', items: { type: 'string' } } },
  rules: [{ allow: 'owner' }],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
};
const manifest: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] },
  data: { models: { notes } },
};
const lines = (before: Manifest | undefined, after: Manifest) => formatChanges(diffManifests(before, after));
const withNotes = (changed: Partial<ModelSpec>): Manifest => ({ ...manifest, data: { models: { notes: { ...notes, ...changed } } } });

test('the same declaration has no changes, whatever its descriptions say', () => {
  expect(lines(manifest, structuredClone(manifest))).toEqual([]);
  expect(
    lines(
      manifest,
      withNotes({ description: 'notes', fields: { ...notes.fields, tags: { ...notes.fields.tags!, description: 'words' } } }),
    ),
  ).toEqual([]);
});

test('a first declaration adds what it declares, without its parts', () => {
  expect(lines(undefined, manifest)).toEqual(['+ group editors', '+ model notes']);
});

test('models', () => {
  const after: Manifest = { ...manifest, data: { models: { comments: notes } } };
  expect(lines(manifest, after)).toEqual(['+ model comments', '- model notes']);
});

test('fields, with what changed of them, also inside objects', () => {
  const after = withNotes({
    fields: {
      title: { type: 'string', maxLength: 300 },
      kind: { type: 'choice', choices: ['a'] },
      place: { type: 'object', fields: { street: { type: 'string' } } },
    },
  });
  expect(lines(manifest, after)).toEqual([
    '~ field notes.title: required true → unset',
    '~ field notes.title: maxLength 200 → 300',
    '+ field notes.kind',
    '+ field notes.place',
    '- field notes.tags',
  ]);
  const deeper = withNotes({
    fields: { ...after.data!.models.notes!.fields, place: { type: 'object', fields: { town: { type: 'string' } } } },
  });
  expect(lines(after, deeper)).toEqual(['+ field notes.place.town', '- field notes.place.street']);
});

test('indexes: an edited one is one change', () => {
  expect(
    lines(
      manifest,
      withNotes({ indexes: { newest: { partition: ['owner'], sort: ['updatedAt'] }, all: { partition: ['title'], sort: [] } } }),
    ),
  ).toEqual(['~ index notes.newest: (owner, createdAt) → (owner, updatedAt)', '+ index notes.all']);
});

test('rules, as one would write them', () => {
  const after = withNotes({
    rules: [
      { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
      { allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'group', group: 'editors' }] },
      {
        allow: 'anyOf',
        rules: [
          { allow: 'owners', field: 'team' },
          { allow: 'groupIn', field: 'circle' },
        ],
        when: [{ field: 'stars', op: 'ge', value: 3 }],
      },
      { allow: 'claim', claim: 'tenant', field: 'tenant' },
      { allow: 'related', relation: 'notebook' },
      { allow: 'related', relation: 'notebook', operation: 'get' },
    ],
  });
  expect(lines(manifest, after)).toEqual([
    '+ rule notes.guest().get().list().when(published is true)',
    '+ rule notes.allOf(owner(), group(editors))',
    '+ rule notes.anyOf(owners(team), groupIn(circle)).when(stars ge 3)',
    '+ rule notes.claim(tenant is tenant)',
    '+ rule notes.related(notebook)',
    '+ rule notes.related(notebook, get)',
    '- rule notes.owner()',
  ]);
});

test('relations', () => {
  const belongsTo = { kind: 'belongsTo', model: 'notebooks', field: 'title', onDelete: 'restrict' } as const;
  const before = withNotes({ relations: { notebook: belongsTo } });
  expect(lines(manifest, before)).toEqual(['+ relation notes.notebook']);
  expect(lines(before, withNotes({ relations: { notebook: { ...belongsTo, onDelete: 'cascade' } } }))).toEqual([
    expect.stringMatching(/^~ relation notes\.notebook: .*"restrict".* → .*"cascade"/),
  ]);
});

test('auth, files, functions, push and what others declare', () => {
  const after: Manifest = {
    ...manifest,
    auth: { ownerClaim: 'custom:owner', userName: 'uuid', groups: [] },
    files: { spaces: { photos: { rules: [{ allow: 'owner' }], maxSize: 5 } } },
    functions: {
      functions: {
        tick: { input: {}, output: {}, invoke: 'direct', triggers: [{ on: 'schedule', expression: 'rate(1 minute)' }] },
      },
    },
    push: { platforms: ['fcm'], topics: { news: { rules: [{ allow: 'authenticated' }] } } },
    extensions: { search: { models: ['notes'] } },
  };
  expect(lines(manifest, after)).toEqual([
    '- group editors',
    '~ auth: ownerClaim sub → custom:owner',
    '+ file space photos',
    '+ function tick',
    '+ push platform fcm',
    '+ topic news',
    '+ extension search',
  ]);
  const later: Manifest = {
    ...after,
    files: { spaces: { photos: { rules: [{ allow: 'authenticated' }], maxSize: 6, contentTypes: ['image/*'] } } },
    functions: {
      functions: {
        tick: {
          input: { a: { type: 'id' } },
          output: {},
          invoke: 'handler',
          triggers: [
            { on: 'change', model: 'notes', operations: ['create'] },
            { on: 'file', space: 'photos' },
          ],
        },
      },
    },
    push: { platforms: ['fcm'], topics: { news: { rules: [{ allow: 'guest' }] } } },
    extensions: { search: { models: [] } },
  };
  expect(lines(after, later)).toEqual([
    '+ rule photos.authenticated()',
    '- rule photos.owner()',
    '~ file space photos: maxSize 5 → 6',
    '~ file space photos: contentTypes unset → ["image/*"]',
    '+ input tick.a',
    '+ trigger tick.change(notes: create)',
    '+ trigger tick.file(photos)',
    '- trigger tick.schedule(rate(1 minute))',
    '~ function tick: invoke direct → handler',
    '+ rule news.guest()',
    '- rule news.authenticated()',
    '~ extension search',
  ]);
});
