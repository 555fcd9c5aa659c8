import { App, Stack } from 'aws-cdk-lib';
import { Backend, BackendRules, Condition, Field, Operation, Relation, Rule } from '../../../lib';

const app = new App();
const stack = new Stack(app, 'Shop');
const backend = new Backend(stack, 'Backend', { auth: { groups: ['editors', 'staff'] } });
backend.data.addModel('notebooks', { fields: { title: Field.string() }, rules: [Rule.owner(), Rule.group('editors').read()] });
backend.data.addModel('notes', {
  fields: {
    title: Field.string(),
    published: Field.boolean(),
    tenant: Field.string(),
    secret: Field.string({ hidden: true }),
    pay: Field.number({ rules: [Rule.group('staff'), Rule.owner().get()] }),
    slug: Field.string({ readOnly: true }),
  },
  relations: { notebook: Relation.belongsTo('notebooks') },
  rules: [
    Rule.owner(),
    Rule.guest().read().when(Condition.isTrue('published')),
    Rule.related('notebook').read(),
    Rule.allOf(Rule.claim('custom:tenant', 'tenant'), Rule.group('staff')),
  ],
});
backend.files.addSpace('photos', { rules: [Rule.owner()] });
// Who lists items gets them; who lists files learns their names.
backend.data.addModel('drafts', { fields: {}, rules: [Rule.authenticated().list(), Rule.group('editors').get()] });
backend.files.addSpace('listed', { rules: [Rule.authenticated().list()] });
backend.push.addTopic('news', { rules: [Rule.authenticated()] });

const rules = BackendRules.of(stack);
const get = { model: 'notes', operation: Operation.GET };
const ann = { owner: 'ann' };

test.each([
  [{ ...get, caller: ann, item: { owner: 'ann' } }, true, 'admitted by owner()'],
  [
    { ...get, caller: ann, item: { owner: 'bob', published: false } },
    false,
    'owner(): owner is "bob"; guest().get().list().when(published is true): published is false; ' +
      'related(notebook).get().list(): it hangs on the item that "notebook" names, which is not given as related; ' +
      'allOf(claim(custom:tenant is tenant), group(staff)): the token has no claim custom:tenant and the caller is not in it',
  ],
  [{ ...get, item: {} }, false, 'owner(): needs a session; guest().get().list().when(published is true): published is absent'],
  [{ ...get, item: { published: true } }, true, 'admitted by guest().get().list().when(published is true)'],
  [{ ...get, caller: ann, related: { notebook: { owner: 'ann' } } }, true, 'admitted by related(notebook).get().list()'],
  [{ ...get, caller: ann, related: { notebook: { owner: 'bob' } } }, false, 'of "notebook" owner is "bob"'],
  [{ ...get, caller: ann, related: { notebook: null } }, false, '"notebook" names no item'],
  [
    {
      ...get,
      operation: Operation.DELETE,
      caller: { owner: 'eva', groups: ['staff'], claims: { 'custom:tenant': 't1' } },
      item: { tenant: 't2' },
    },
    false,
    'related(notebook).get().list(): is for get and list; allOf(claim(custom:tenant is tenant), group(staff)): tenant is "t2"',
  ],
  [{ model: 'notes', operation: Operation.CREATE, caller: ann, item: { title: 'a' } }, true, 'admitted by owner()'],
  [{ model: 'notes', operation: Operation.CREATE, caller: ann, item: { owner: 'bob' } }, false, 'owner(): owner is "bob"'],
  [
    { model: 'notes', operation: Operation.UPDATE, caller: ann, item: { owner: 'ann' }, becomes: { owner: 'bob' } },
    false,
    'owner is "bob"',
  ],
  [{ model: 'notes', operation: Operation.LIST, item: { published: true } }, true, 'admitted by guest()'],
  [{ model: 'drafts', operation: Operation.LIST, caller: ann, item: {} }, false, 'authenticated().list(): is for list'],
  [{ fileSpace: 'listed', operation: Operation.LIST, caller: ann, item: {} }, true, 'admitted by authenticated().list()'],
  [{ fileSpace: 'photos', operation: Operation.GET, caller: ann, item: { owner: 'bob' } }, false, 'owner(): owner is "bob"'],
  [{ topic: 'news', caller: ann }, true, 'admitted by authenticated()'],
  [{ topic: 'news' }, false, 'authenticated(): needs a session'],
])('%j is admitted: %s, %s', (question, admitted, reason) => {
  expect(rules.ask(question)).toMatchObject({ admitted, reason: expect.stringContaining(reason) });
});

test('fields that a caller does not see, or may not set, are named', () => {
  const own = { model: 'notes', caller: ann, item: { owner: 'ann' } };
  expect(rules.ask({ ...own, operation: Operation.GET }).withheld).toEqual(['secret']);
  expect(rules.ask({ ...own, operation: Operation.LIST }).withheld).toEqual(['secret']);
  expect(rules.ask({ ...own, operation: Operation.UPDATE }).withheld).toEqual(['secret', 'pay', 'slug']);
  expect(rules.ask({ ...get, item: { published: true } }).withheld).toEqual(['secret', 'pay']);
});

test('a manifest has rules too', () => {
  const manifest = JSON.parse(JSON.stringify(backend.api._manifest()));
  expect(BackendRules.fromManifest(manifest).ask({ topic: 'news' }).admitted).toBe(false);
});

test('what is not there is told, with the nearest name', () => {
  expect(() => rules.ask({ model: 'note', operation: Operation.GET })).toThrow('There is no model "note"; did you mean "notes"?');
  expect(() => rules.ask({ ...get, item: { ownr: 'ann' } })).toThrow('There is no field "ownr"; did you mean "owner"?');
  expect(() => rules.ask({ ...get, becomes: { titel: 'x' } })).toThrow('There is no field "titel"; did you mean "title"?');
  expect(() => rules.ask({ ...get, related: { notebok: {} } })).toThrow('There is no relation "notebok"; did you mean "notebook"?');
  expect(() => rules.ask({ ...get, related: { 'notebook.shelf': {} } })).toThrow('There is no relation "shelf"; there is none');
  expect(() => rules.ask({ topic: 'weather' })).toThrow('There is no topic "weather"; there is news');
  expect(() => rules.ask({ functionName: 'run' })).toThrow('There is no function "run"; there is none');
  expect(() => rules.ask({ operation: Operation.GET })).toThrow('one of model');
  expect(() => rules.ask({ model: 'notes', topic: 'news' })).toThrow('one of model');
  expect(() => rules.ask({ ...get, becoms: {} } as object)).toThrow(
    'question.becoms: there is no option "becoms"; did you mean "becomes"?',
  );
  expect(() => rules.ask({ ...get, caller: { group: ['staff'] } } as object)).toThrow('did you mean "groups"?');
  expect(() => BackendRules.of(new Stack())).toThrow('holds no backend');
  const two = new App();
  for (const id of ['One', 'Two']) new Backend(new Stack(two, id), 'Backend');
  expect(() => BackendRules.of(two)).toThrow('holds several backends (One/Backend/Api, Two/Backend/Api)');
});
