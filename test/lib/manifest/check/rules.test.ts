import { checkManifest, type RuleSpec } from '../../../../lib/manifest';
import { EXAMPLE, withModel } from '../example';

const RULES = 'data.models.notes.rules';
const when = (field: string, value: string | number | boolean): RuleSpec => ({ allow: 'guest', when: [{ field, value }] });

test.each<[RuleSpec]>([
  [{ allow: 'group', group: 'staff' }],
  [when('published', false)],
  [when('kind', 'final')],
  [when('stars', 3)],
  [when('title', 'Hello')],
  [when('day', '2026-10-02')],
])('%j is right', (rule) => {
  expect(checkManifest(withModel({ rules: [rule] }))).toEqual([]);
});

test.each<[string, RuleSpec[], string]>([
  ['', [], 'add `rules: [Rule.owner()]`'],
  ['[0].group', [{ allow: 'group', group: 'editor' }], 'there is no group "editor"; did you mean "editors"?'],
  ['[0].group', [{ allow: 'group' } as RuleSpec], 'is missing'],
  ['[0].allow', [{ allow: 'owners' } as unknown as RuleSpec], 'did you mean "owner"?'],
  ['[0].operations', [{ allow: 'owner', operations: [] }], 'admits nobody'],
  ['[0].operations[0]', [{ allow: 'owner', operations: ['read' as 'get'] }], 'must be one of create, get, list, update, delete'],
  ['[1]', [{ allow: 'owner' }, { allow: 'allOf', rules: [] }], 'allOf without rules'],
  ['[0].rules[1].group', [{ allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'group', group: 'x' }] }], 'known: editors, staff'],
  ['[0].when[0].field', [when('publishd', true)], 'did you mean "published"?'],
  ['[0].when[0].field', [when('owner', 'me')], 'there is no field "owner"'],
  ['[0].when[0].field', [when('tags', 'a')], '"tags" is of type list; it could look at title, published'],
  ['[0].when[0].field', [when('extra', 'a')], 'is of type json'],
  ['[0].when[0].field', [when('address', 'a')], 'is of type object'],
  ['[0].when[0].value', [when('published', 'true')], '"published" must be true or false, is a string; received "true"'],
  ['[0].when[0].value', [when('stars', 1.5)], 'whole number'],
  ['[0].when[0].value', [when('kind', 'fnal')], 'did you mean "final"?'],
])('at rules%s: %j', (path, rules, message) => {
  expect(checkManifest(withModel({ rules }))).toEqual([{ path: `${RULES}${path}`, message: expect.stringContaining(message) }]);
});

test('without declared groups any may be meant: they may be those of a pool from elsewhere', () => {
  const manifest = {
    ...withModel({ rules: [{ allow: 'group', group: 'elsewhere' }] }),
    auth: { ownerClaim: 'sub', userName: 'email' as const, groups: [] },
  };
  expect(checkManifest(manifest)).toEqual([]);
});

test('without auth only guests can be admitted', () => {
  const guest = withModel({ rules: [{ allow: 'guest' }] });
  const closed = { manifestVersion: guest.manifestVersion, backendId: 'shop', data: { models: { notes: guest.data?.models.notes } } };
  expect(checkManifest(closed as typeof guest)).toEqual([]);
  const owner = { ...EXAMPLE, auth: undefined, files: undefined, functions: undefined, push: undefined };
  expect(checkManifest(owner)[0]).toEqual({ path: `${RULES}[0]`, message: expect.stringContaining('add `auth: {}` to the backend') });
});

const inFiles = (rules: RuleSpec[]) => ({ ...EXAMPLE, files: { spaces: { attachments: { rules, maxSize: 1 } } } });
const inFunctions = (rules: RuleSpec[]) => ({
  ...EXAMPLE,
  functions: { functions: { run: { rules, input: {}, output: {}, invoke: 'direct' as const, triggers: [] } } },
});
const inTopics = (rules: RuleSpec[]) => ({ ...EXAMPLE, push: { platforms: ['fcm' as const], topics: { news: { rules } } } });

test.each([
  ['a file space', inFiles, [{ allow: 'owner', operations: ['create', 'get', 'list', 'delete'] }]],
  ['a function', inFunctions, [{ allow: 'allOf', rules: [{ allow: 'group', group: 'staff' }, { allow: 'authenticated' }] }]],
  ['a topic', inTopics, [{ allow: 'guest' }]],
] as [string, typeof inFiles, RuleSpec[]][])('%s can have %j', (_, declared, rules) => {
  expect(checkManifest(declared(rules))).toEqual([]);
});

test.each([
  ['a file space knows', inFiles, { allow: 'owner', operations: ['update'] }, 'uploading again'],
  ['a condition of a file space', inFiles, when('published', true), 'there is no field at all'],
  ['a function has', inFunctions, { allow: 'owner' }, 'a function has no owner'],
  ['a function knows', inFunctions, { allow: 'guest', operations: ['get'] }, 'knows no operations, is get'],
  ['a topic has', inTopics, { allow: 'allOf', rules: [{ allow: 'owner' }] }, 'a topic has no owner'],
  ['a topic knows', inTopics, { allow: 'guest', operations: ['list'] }, 'knows no operations'],
] as [string, typeof inFiles, RuleSpec, string][])('%s not everything: %#', (_, declared, rule, message) => {
  expect(checkManifest(declared([rule]))).toEqual([{ path: expect.any(String), message: expect.stringContaining(message) }]);
});
