import {
  admits,
  admitsAnyone,
  admitsGuests,
  type Caller,
  followsRelations,
  GUEST,
  isOwned,
  mayAdmit,
  type ModelSpec,
  type Ruled,
  ruledField,
  ruledModel,
  type RuleSpec,
} from '../../../lib/manifest';

// Who is admitted to what is one table: test/rules/table. Here is what is asked of rules beside that.

const ANN: Caller = { owner: 'ann', groups: [] };
const OWNER: RuleSpec = { allow: 'owner' };
const EDITORS: RuleSpec = { allow: 'group', group: 'editors' };
const PUBLISHED: RuleSpec = { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] };
const BOTH: RuleSpec = { allow: 'allOf', rules: [OWNER, { ...EDITORS, operations: ['update'] }] };
const RELATED: RuleSpec = { allow: 'related', relation: 'notebook' };

const fields: ModelSpec['fields'] = { published: { type: 'boolean' }, notebookId: { type: 'id' }, tenant: { type: 'string' } };
const relations: ModelSpec['relations'] = {
  notebook: { kind: 'belongsTo', model: 'notebooks', field: 'notebookId', onDelete: 'restrict' },
};
const by = (...rules: RuleSpec[]): Ruled => ({ rules, fields });
const notesIn = (notebooks: RuleSpec[], ...rules: RuleSpec[]): Ruled =>
  ruledModel({ models: { notebooks: { fields, rules: notebooks, indexes: {} } } }, { fields, rules, indexes: {}, relations });

test('what is not divided into operations is admitted to by rules that name none', () => {
  expect(admits(by({ allow: 'authenticated' }), undefined, ANN)).toBe(true);
  expect(admits(by({ allow: 'authenticated', operations: ['get'] }), undefined, ANN)).toBe(false);
  expect(admits(by(OWNER), undefined, ANN)).toBe(false);
});

test('before reading, only the caller and the operation are asked about', () => {
  expect(mayAdmit(by(OWNER), 'get', ANN)).toBe(true);
  expect(mayAdmit(by(OWNER), 'get', GUEST)).toBe(false);
  expect(mayAdmit(by(PUBLISHED), 'get', GUEST)).toBe(true);
  expect(mayAdmit(by(PUBLISHED), 'delete', GUEST)).toBe(false);
});

test('guests are admitted where a rule for them covers the operation, if only by a relation', () => {
  expect(admitsGuests(by(OWNER, PUBLISHED))).toBe(true);
  expect(admitsGuests(by(PUBLISHED), 'list')).toBe(true);
  expect(admitsGuests(by(PUBLISHED), 'create')).toBe(false);
  expect(admitsGuests(by({ allow: 'guest' }))).toBe(true);
  expect(admitsGuests(by(OWNER, EDITORS))).toBe(false);
  expect(admitsGuests(by({ allow: 'allOf', rules: [{ allow: 'guest' }, OWNER] }))).toBe(false);
  expect(admitsGuests(notesIn([PUBLISHED], RELATED), 'list')).toBe(true);
  expect(admitsGuests(notesIn([PUBLISHED], RELATED), 'update')).toBe(false);
  expect(admitsGuests(notesIn([OWNER], RELATED))).toBe(false);
});

test('what no rule gives to anyone is known', () => {
  expect(admitsAnyone(by(BOTH), 'update')).toBe(true);
  expect(admitsAnyone(by(BOTH), 'get')).toBe(false);
  expect(admitsAnyone(by(PUBLISHED), 'delete')).toBe(false);
  expect(admitsAnyone(by())).toBe(false);
  expect(admitsAnyone(by({ allow: 'claim', claim: 'tenant', field: 'tenant' }), 'get')).toBe(true);
  expect(admitsAnyone(by({ allow: 'groupIn', field: 'tenant' }, OWNER), 'get')).toBe(true);
  expect(admitsAnyone(by({ allow: 'owners', field: 'nothing' }), 'get')).toBe(false);
  expect(admitsAnyone(notesIn([EDITORS], RELATED), 'update')).toBe(true);
  expect(admitsAnyone(notesIn([PUBLISHED], RELATED), 'update')).toBe(false);
});

test('items say who owns them where a rule, of a field too, or an index asks', () => {
  expect(isOwned({ rules: [OWNER], indexes: {} })).toBe(true);
  expect(isOwned({ rules: [{ allow: 'anyOf', rules: [BOTH] }], indexes: {} })).toBe(true);
  expect(isOwned({ rules: [EDITORS], fields: { pay: { type: 'number', rules: [OWNER] } }, indexes: {} })).toBe(true);
  expect(isOwned({ rules: [EDITORS], indexes: { byOwner: { partition: ['kind'], sort: ['owner'] } } })).toBe(true);
  expect(isOwned({ rules: [EDITORS], fields, indexes: { byKind: { partition: ['kind'], sort: [] } } })).toBe(false);
});

test('it is known whether rules follow relations', () => {
  expect(followsRelations([OWNER, { allow: 'allOf', rules: [RELATED] }])).toBe(true);
  expect(followsRelations([OWNER, BOTH])).toBe(false);
});

test('rules of a field look at the same item', () => {
  const ruled = ruledField(notesIn([OWNER]), [RELATED]);
  expect(admits(ruled, 'get', ANN, {}, { notebook: { item: { owner: 'ann' } } })).toBe(true);
  expect(admits(ruled, 'get', ANN, {}, { notebook: { item: { owner: 'bob' } } })).toBe(false);
});
