import { App, Stack } from 'aws-cdk-lib';
import { Backend, Field, OnDelete, Relation, Rule } from '../../../lib';
import type { Manifest } from '../../../lib/manifest';
import { resources, stackOf } from '../support';

function backendOf() {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  const models = () => (backend.api._manifest() as Manifest).data?.models ?? {};
  return { stack, data: backend.data, models };
}

const RULES = { fields: { name: Field.string() }, rules: [Rule.owner()] };

/** Each message of a declaration's faults, as synthesis tells them. */
function faultsOf(declare: (data: Backend['data']) => void): string {
  const stack = new Stack(new App(), 'Shop');
  declare(new Backend(stack, 'Backend').data);
  try {
    (stack.node.root as App).synth();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('belongsTo brings its field and an index by it, and both sides find each other however they are declared', () => {
  const { data, models } = backendOf();
  data.addModel('notebooks', { ...RULES, relations: { notes: Relation.hasMany('notes') } });
  data.addModel('notes', {
    ...RULES,
    relations: { notebook: Relation.belongsTo('notebooks', { required: true, onDelete: OnDelete.CASCADE }) },
  });
  expect(models().notes).toMatchObject({
    fields: { notebookId: { type: 'id', required: true } },
    indexes: { byNotebook: { partition: ['notebookId'], sort: ['createdAt'] } },
    relations: { notebook: { kind: 'belongsTo', model: 'notebooks', field: 'notebookId', onDelete: 'cascade' } },
  });
  expect(models().notebooks?.relations).toEqual({
    notes: { kind: 'hasMany', model: 'notes', field: 'notebookId', index: 'byNotebook' },
  });
});

test('a declared field and a declared index are used', () => {
  const { data, models } = backendOf();
  const notebooks = data.addModel('notebooks', RULES);
  data.addModel('notes', {
    ...RULES,
    fields: { book: Field.id({ immutable: true }), title: Field.string() },
    indexes: { titles: { partition: ['book'], sort: ['title'] } },
    relations: { notebook: Relation.belongsTo(notebooks, { field: 'book' }) },
  });
  expect(models().notes).toMatchObject({
    fields: { book: { type: 'id', immutable: true } },
    relations: { notebook: { field: 'book', onDelete: 'restrict' } },
  });
  expect(Object.keys(models().notes?.indexes ?? {})).toEqual(['titles']);
});

test('manyToMany makes one link model for both sides, whose links have one id a pair and go with either side', () => {
  const { stack, data, models } = backendOf();
  data.addModel('tags', { ...RULES, relations: { notes: Relation.manyToMany('notes') } });
  data.addModel('notes', { ...RULES, relations: { tags: Relation.manyToMany('tags') } });
  expect(Object.keys(models())).toEqual(['tags', 'notesTags', 'notes']);
  expect(models().notesTags).toMatchObject({
    idFrom: ['tagsId', 'notesId'],
    rules: [{ allow: 'related', relation: 'tags' }],
    relations: {
      tags: { kind: 'belongsTo', model: 'tags', field: 'tagsId', onDelete: 'cascade' },
      notes: { kind: 'belongsTo', model: 'notes', field: 'notesId', onDelete: 'cascade' },
    },
  });
  const link = { kind: 'manyToMany', through: 'notesTags' };
  expect(models().notes?.relations?.tags).toEqual({ ...link, model: 'tags', field: 'notesId', index: 'byNotes', otherField: 'tagsId' });
  expect(models().tags?.relations?.notes).toEqual({ ...link, model: 'notes', field: 'tagsId', index: 'byTags', otherField: 'notesId' });
  expect(Object.keys(resources(stack, 'AWS::DynamoDB::GlobalTable'))).toHaveLength(3);
});

test('a model may have to do with itself', () => {
  const { data, models } = backendOf();
  data.addModel('people', {
    ...RULES,
    relations: {
      boss: Relation.belongsTo('people'),
      staff: Relation.hasMany('people', { relation: 'boss' }),
      friends: Relation.manyToMany('people', { through: 'friendships' }),
    },
  });
  expect(models().people?.relations).toMatchObject({
    staff: { field: 'bossId', index: 'byBoss' },
    friends: { through: 'friendships', field: 'peopleId', otherField: 'friendsId' },
  });
});

test.each<[string, Record<string, Relation>, RegExp]>([
  ['no such model', { a: Relation.belongsTo('nots') }, /there is no model "nots"; did you mean "notes"/],
  ['no other side', { a: Relation.hasMany('notes') }, /"notes" has no relation that leads to "books"; add one/],
  ['a field of another type', { a: Relation.belongsTo('notes', { field: 'name' }) }, /"name" must be a field of the type id, is string/],
  [
    'a null that is required',
    { a: Relation.belongsTo('notes', { required: true, onDelete: OnDelete.SET_NULL }) },
    /is required and cannot be removed/,
  ],
  ['a name that is a field', { name: Relation.belongsTo('notes') }, /reserved word \(a field of the model has it\)/],
])('refused: %s', (_, relations, message) => {
  expect(
    faultsOf((data) => {
      data.addModel('notes', RULES);
      data.addModel('books', { ...RULES, relations });
    }),
  ).toMatch(message);
});

test('refused: one of many, where nothing keeps a second one away', () => {
  const declare = (unique: boolean) =>
    faultsOf((data) => {
      data.addModel('users', { ...RULES, relations: { profile: Relation.hasOne('profiles') } });
      data.addModel('profiles', { ...RULES, relations: { user: Relation.belongsTo('users', { unique }) } });
    });
  expect(declare(false)).toMatch(/declare that relation with `unique: true`/);
  expect(declare(true)).toBe('');
});

test('refused: what a relation says of a declared field, which says it itself', () => {
  const declare = (options: object, field: object = {}) =>
    faultsOf((data) => {
      data.addModel('books', RULES);
      data.addModel('notes', { ...RULES, fields: { bookId: Field.id(field) }, relations: { book: Relation.belongsTo('books', options) } });
    });
  for (const trait of ['required', 'immutable', 'unique']) {
    const message = `notes.relations.book.${trait}: "bookId" is a declared field, which says that itself; declare it with \`${trait}: true\``;
    expect(declare({ [trait]: true })).toContain(message);
    expect(declare({ [trait]: false }, { [trait]: true })).toContain('it is declared with');
    expect(declare({ [trait]: true }, { [trait]: true })).toBe('');
    expect(declare({ [trait]: false })).toBe('');
  }
});

test('refused: rules for links of a model that has rules already', () => {
  const declare = (first: Rule[] | undefined, second: Rule[] | undefined, links?: Rule[]) =>
    faultsOf((data) => {
      const through = links && 'links';
      if (links) data.addModel('links', { fields: {}, rules: links, relations: linked() });
      data.addModel('tags', { ...RULES, relations: { notes: Relation.manyToMany('notes', { through, rules: first }) } });
      data.addModel('notes', { ...RULES, relations: { tags: Relation.manyToMany('tags', { through, rules: second }) } });
    });
  const linked = () => ({ notes: Relation.belongsTo('notes'), tags: Relation.belongsTo('tags') });
  const [owner, everyone] = [[Rule.owner()], [Rule.authenticated()]];
  expect(declare(undefined, owner)).toMatch(/notes\.relations\.tags\.rules: "notesTags" holds the links and has rules already/);
  expect(declare(owner, everyone)).toMatch(/notes\.relations\.tags\.rules/);
  expect(declare(everyone, undefined, owner)).toMatch(/tags\.relations\.notes\.rules: "links" holds the links/);
  expect(declare(owner, owner)).toBe('');
  expect(declare(owner, undefined)).toBe('');
  expect(declare(undefined, undefined, owner)).toBe('');
});

test('refused: what goes with one and is kept by another', () => {
  const declare = (onDelete: OnDelete) =>
    faultsOf((data) => {
      data.addModel('books', RULES);
      data.addModel('notes', { ...RULES, relations: { book: Relation.belongsTo('books', { onDelete: OnDelete.CASCADE }) } });
      data.addModel('comments', { ...RULES, relations: { note: Relation.belongsTo('notes', { onDelete }) } });
    });
  expect(declare(OnDelete.RESTRICT)).toMatch(/"notes" are deleted with "books", and "comments" restrict that by "note"/);
  expect(declare(OnDelete.SET_NULL)).toBe('');
});

test('refused: an id of what may change', () => {
  const declare = (immutable: boolean) =>
    faultsOf((data) => {
      data.addModel('votes', { ...RULES, fields: { thing: Field.id({ required: true, immutable }) }, idFrom: ['owner', 'thing'] });
    });
  expect(declare(false)).toMatch(/"thing" makes the id, which never changes/);
  expect(declare(true)).toBe('');
});
