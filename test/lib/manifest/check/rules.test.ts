import { checkManifest, type ConditionSpec, type ModelSpec, type RuleSpec } from '../../../../lib/manifest';
import { EXAMPLE, withFields, withModel } from '../example';

const RULES = 'data.models.notes.rules';
const when = (field: string, value: ConditionSpec['value'], op?: ConditionSpec['op']): RuleSpec => ({
  allow: 'guest',
  when: [{ field, op, value }],
});

test.each<[RuleSpec]>([
  [{ allow: 'group', group: 'staff' }],
  [when('published', false)],
  [when('kind', 'final')],
  [when('stars', 3)],
  [when('title', 'Hello')],
  [when('day', '2026-10-02')],
  [when('stars', 3, 'ge')],
  [when('stars', [1, 3], 'between')],
  [when('kind', ['draft', 'final'], 'in')],
  [when('tags', 'news', 'contains')],
  [when('extra', false, 'exists')],
  [when('address.land', 'NO')],
  [when('createdAt', '2026-10-02T08:00:00Z', 'lt')],
  [
    {
      ...when('stars', 3, 'ge'),
      when: [
        { field: 'stars', op: 'ge', value: 3 },
        { field: 'stars', op: 'lt', value: 5 },
      ],
    },
  ],
  [{ allow: 'anyOf', rules: [when('published', true), when('published', false)] }],
  [{ allow: 'owners', field: 'tags' }],
  [{ allow: 'owners', field: 'id' }],
  [{ allow: 'groupIn', field: 'kind' }],
  [{ allow: 'claim', claim: 'custom:tenant', field: 'stars' }],
  [{ allow: 'claim', claim: 'username', field: 'address.land' }],
  [{ allow: 'anyOf', rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get'] }], operations: ['get', 'list'] }],
])('%j is right', (rule) => {
  expect(checkManifest(withModel({ rules: [rule] }))).toEqual([]);
});

test.each<[string, RuleSpec[], string]>([
  ['', [], 'add `rules: [Rule.owner()]`'],
  ['[0].group', [{ allow: 'group', group: 'editor' }], 'there is no group "editor"; did you mean "editors"?'],
  ['[0].group', [{ allow: 'group' } as RuleSpec], 'is missing'],
  ['[0].allow', [{ allow: 'ownr' } as unknown as RuleSpec], 'did you mean "owner"?'],
  ['[0].field', [{ allow: 'owners' } as unknown as RuleSpec], 'is missing'],
  ['[0].field', [{ allow: 'owners', field: 'tag' }], 'did you mean "tags"?'],
  ['[0].field', [{ allow: 'owners', field: 'stars' }], 'named by a text, a list of texts or a string set, and "stars" is of type integer'],
  ['[0].field', [{ allow: 'groupIn', field: 'extra' }], 'groups are named by a text'],
  ['[0].claim', [{ allow: 'claim', claim: 'a tenant', field: 'title' }], 'must name a claim'],
  ['[0].claim', [{ allow: 'claim', claim: 'exp', field: 'stars' }], 'about the token'],
  ['[0].claim', [{ allow: 'claim', claim: 'cognito:groups', field: 'kind' }], 'Rule.groupIn("kind")'],
  ['[0].claim', [{ allow: 'claim', claim: 'sub', field: 'title' }], 'Rule.owners("title")'],
  ['[0].field', [{ allow: 'claim', claim: 'tenant', field: 'tags' }], 'one value, and "tags" is of type list'],
  ['[0].field', [{ allow: 'claim', claim: 'tenant', field: 'tittle' }], 'did you mean "title"?'],
  ['[0].relation', [{ allow: 'related', relation: 'notebook' }], 'there is no relation "notebook"; there is no relation at all'],
  ['[0]', [{ allow: 'anyOf', rules: [] }], 'anyOf without rules'],
  ['', [{ allow: 'owner', operations: ['list'] }], 'write read() in the place of list()'],
  [
    '[0]',
    [
      {
        allow: 'allOf',
        rules: [
          { allow: 'owner', operations: ['get'] },
          { allow: 'guest', operations: ['list'] },
        ],
      },
    ],
    '(get | list)',
  ],
  [
    '[0]',
    [{ allow: 'allOf', rules: [{ allow: 'owner', operations: ['get'] }, { allow: 'guest' }], operations: ['update'] }],
    'admits nobody',
  ],
  [
    '[0]',
    [
      {
        ...when('kind', 'draft'),
        when: [
          { field: 'kind', value: 'draft' },
          { field: 'kind', value: 'final' },
        ],
      },
    ],
    '"kind" would need two values at once',
  ],
  ['[0]', [{ allow: 'allOf', rules: [when('published', true), when('published', false)] }], '"published" would need two values'],
  ['[0].operations', [{ allow: 'owner', operations: [] }], 'admits nobody'],
  ['[0].operations[0]', [{ allow: 'owner', operations: ['read' as 'get'] }], 'must be one of create, get, list, update, delete'],
  ['[1]', [{ allow: 'owner' }, { allow: 'allOf', rules: [] }], 'allOf without rules'],
  ['[0].rules[1].group', [{ allow: 'allOf', rules: [{ allow: 'owner' }, { allow: 'group', group: 'x' }] }], 'known: editors, staff'],
  ['[0].when[0].field', [when('publishd', true)], 'did you mean "published"?'],
  ['[0].when[0].field', [when('owner', 'me')], 'there is no field "owner"'],
  ['[0].when[0].field', [when('address.lnd', 'NO')], '"address.lnd" is not a field; did you mean "land"?'],
  ['[0].when[0].field', [when('title.length', 3)], 'only an object has members'],
  ['[0].when[0].value', [when('tags', 'a')], '"tags" is of type list, which knows contains, exists, and no eq'],
  ['[0].when[0].value', [when('extra', 'a')], 'is of type json, which knows exists'],
  ['[0].when[0].value', [when('address', 'a')], 'is of type object'],
  ['[0].when[0].value', [when('published', true, 'lt')], 'is of type boolean'],
  ['[0].when[0].value', [when('stars', [3, 1], 'between')], 'must name its lower end first'],
  ['[0].when[0].value[1]', [when('kind', ['draft', 'fnal'], 'in')], 'did you mean "final"?'],
  ['[0].when[0].op', [when('stars', 1, 'more' as 'gt')], 'must be one of eq, ne'],
  ['[0].when[0].value', [when('published', 'true')], '"published" must be true or false, is a string; received "true"'],
  ['[0].when[0].value', [when('stars', 1.5)], 'whole number'],
  ['[0].when[0].value', [when('kind', 'fnal')], 'did you mean "final"?'],
])('at rules%s: %j', (path, rules, message) => {
  expect(checkManifest(withModel({ rules }))).toEqual([{ path: `${RULES}${path}`, message: expect.stringContaining(message) }]);
});

describe('rules that follow a relation', () => {
  const belongsTo = (model: string) => ({ kind: 'belongsTo', model, field: 'parent', onDelete: 'cascade' }) as const;
  const model = (rules: RuleSpec[], relations: ModelSpec['relations'] = {}): ModelSpec => ({
    fields: { parent: { type: 'id' } },
    rules,
    indexes: { byParent: { partition: ['parent'], sort: [] } },
    relations,
  });
  const faultsOf = (models: Record<string, ModelSpec>) => checkManifest({ ...EXAMPLE, data: { models }, functions: undefined });
  const RELATED: RuleSpec = { allow: 'related', relation: 'up' };
  const OWNER: RuleSpec = { allow: 'owner' };

  test('may go over three of them', () => {
    expect(
      faultsOf({
        notes: model([RELATED], { up: belongsTo('notebooks') }),
        notebooks: model([{ allow: 'anyOf', rules: [OWNER, RELATED] }], { up: belongsTo('shelves') }),
        shelves: model([RELATED], { up: belongsTo('rooms') }),
        rooms: model([OWNER]),
      }),
    ).toEqual([]);
  });

  const down = { kind: 'hasMany', model: 'notes', field: 'parent', index: 'byParent' } as const;
  test.each<[string, string, Record<string, ModelSpec>]>([
    [
      'relation',
      'there is no relation "upp"; known: up',
      { notes: model([{ allow: 'related', relation: 'upp' }], { up: belongsTo('books') }), books: model([OWNER]) },
    ],
    [
      'relation',
      '"down" is a hasMany; it could follow up',
      { notes: model([{ allow: 'related', relation: 'down' }], { up: belongsTo('notes'), down }) },
    ],
    [
      'relation',
      'the rules of notes, which ask those of notes: nobody could ever say',
      { notes: model([RELATED], { up: belongsTo('notes') }) },
    ],
    [
      '',
      'no rule of "books" admits anybody to update',
      {
        notes: model([{ ...RELATED, operations: ['update'] }], { up: belongsTo('books') }),
        books: model([{ allow: 'guest', operations: ['get'] }]),
      },
    ],
    [
      '',
      'admits anybody to list',
      {
        notes: model([{ ...RELATED, operation: 'list' }], { up: belongsTo('books') }),
        books: model([{ allow: 'guest', operations: ['get'] }]),
      },
    ],
  ])('at rules[0].%s: %s', (path, message, models) => {
    expect(faultsOf(models)).toEqual([{ path: `${RULES}[0]${path && `.${path}`}`, message: expect.stringContaining(message) }]);
  });

  test('go over no more than three, and in no circle', () => {
    const chain = {
      a: model([RELATED], { up: belongsTo('b') }),
      b: model([RELATED], { up: belongsTo('c') }),
      c: model([RELATED], { up: belongsTo('d') }),
      d: model([RELATED], { up: belongsTo('e') }),
      e: model([OWNER]),
    };
    expect(faultsOf(chain)).toEqual([{ path: 'data.models.a.rules[0].relation', message: expect.stringContaining('a → b → c → d → e') }]);
    const circle = { ...chain, e: model([RELATED], { up: belongsTo('a') }) };
    expect(faultsOf(circle).map(({ path }) => path)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `data.models.${name}.rules[0].relation`),
    );
  });

  test('are those of models only', () => {
    expect(checkManifest(inTopics([RELATED]))).toEqual([
      { path: 'push.topics.news.rules[0]', message: expect.stringContaining('a topic has no relations') },
    ]);
  });
});

describe('rules of a field', () => {
  const field = (rules: RuleSpec[], more = {}) => withFields({ salary: { type: 'number', rules, ...more } });

  test('name who reads and who sets it', () => {
    expect(
      checkManifest(
        field([
          { allow: 'owner', operations: ['get', 'list'] },
          { allow: 'group', group: 'staff' },
        ]),
      ),
    ).toEqual([]);
  });

  test.each<[string, RuleSpec[], object, string]>([
    ['', [], {}, '`hidden: true`'],
    ['[0].operations', [{ allow: 'owner', operations: ['delete'] }], {}, 'a field knows create, get, list, update, is delete'],
    ['[0].group', [{ allow: 'group', group: 'staf' }], {}, 'did you mean "staff"?'],
    ['', [{ allow: 'owner' }], { hidden: true }, 'remove hidden or the rules'],
  ])('at rules%s: %j %j', (path, rules, more, message) => {
    expect(checkManifest(field(rules, more))).toEqual([
      { path: `data.models.notes.fields.salary.rules${path}`, message: expect.stringContaining(message) },
    ]);
  });
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
