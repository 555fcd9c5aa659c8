import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Backend, Condition, Data, Environment, Field, Files, Functions, OnDelete, Push, Relation, Rule, Trigger } from '../../lib';
import { faultsOf, fixture, NOTES, stackOf } from './support';

/** Declares what TypeScript would refuse, and plain JavaScript does not. */
function declare(props: any, add: (backend: { [Name in keyof Backend]: any }) => void = () => {}): string[] {
  const stack = stackOf();
  add(new Backend(stack, 'Backend', props));
  return faultsOf(stack);
}

const model = (props: any) => declare({}, ({ data }) => data.addModel('notes', props));
const field = (title: any) => model({ ...NOTES, fields: { ...NOTES.fields, title } });
const fn = (props: any) => declare({}, ({ functions }) => functions.addFunction('summarize', { entry: ENTRY, ...props }));

const ENTRY = fixture('functions/summarize.ts');
const SIGNED_IN = { rules: [Rule.authenticated()] };

test('what TypeScript admits is no fault', () => {
  expect(model({ ...NOTES, description: undefined })).toEqual([]);
  expect(field(Field.string({ maxLength: 200, required: undefined }))).toEqual([]);
});

test.each<[any, string]>([
  [{ enviroment: Environment.development() }, 'enviroment: there is no option "enviroment"; did you mean "environment"?'],
  [{ environment: 'production' }, 'environment: must be an Environment, as in Environment.production({ corsOrigins: ['],
  [{ environment: Environment.production }, 'is the function production itself; call it: production(…)'],
  [{ backendId: 7 }, "backendId: must be a text, as in 'shop'; is 7"],
  [{ client: 'web/src/backend' }, "client: must be an object of options, as in { outDir: 'web/src/backend' }; is the text"],
  [{ client: {} }, "client.outDir: is missing; add `outDir: 'web/src/backend'`"],
  [{ throttle: { rate: 5 } }, 'throttle.rate: there is no option "rate"; did you mean "rateLimit"?'],
  [{ auth: { group: ['editors'] } }, 'auth.group: there is no option "group"; did you mean "groups"?'],
  [{ auth: { groups: 'editors' } }, "auth.groups: must be a list, as in ['editors']; is the text"],
  [
    { auth: { tokenLifetimes: { accessToken: 60 } } },
    'auth.tokenLifetimes.accessToken: must be a Duration, as in Duration.seconds(10); is 60',
  ],
  [{ auth: { userPool: 'eu-west-1_x' } }, 'auth.userPool: must be a user pool, as in '],
  [{ data: { handler: { memory: 512 } } }, 'data.handler.memory: there is no option "memory"; did you mean "memorySize"?'],
  [{ files: [] }, 'files: must be an object of options'],
  [{ push: { apns: { keyId: 'A' } } }, "push.apns.teamId: is missing; add `teamId: 'ABCDE12345'`"],
  [{ push: { fcm: { serviceAccount: '{}' } } }, 'push.fcm.serviceAccount: must be a secret, as in '],
  [
    { environment: (Environment as any).production({ corsOrigin: ['https://app.example.com'] }), auth: { acceptMailLimit: true } },
    'environment.corsOrigin: there is no option "corsOrigin"; did you mean "corsOrigins"?',
  ],
  [{ environment: Environment.development({ removalPolicy: 'keep' as any }) }, 'environment.removalPolicy: must be one of RemovalPolicy'],
  [{ environment: Environment.development({ corsOrigins: ['app.example.com'] }) }, 'environment.corsOrigins[0]: must be an origin'],
  [{ environment: Environment.ephemeral('a b') }, 'environment.name: the name of an ephemeral environment is 1 to 40 letters'],
  [{ environment: Environment.ephemeral('x'.repeat(41)) }, 'environment.name: '],
])('%#: a backend is refused for it alone', (props, message) => {
  const faults = declare(props);
  expect(faults).toContainEqual(expect.stringContaining(message));
  expect(new Set(faults.map((fault) => fault.split(/[.:[]/)[0])).size).toBe(1);
});

test.each<[any, string]>([
  [{ ...NOTES, index: {} }, 'data.models.notes.index: there is no option "index"; did you mean "indexes"?'],
  [{ ...NOTES, rules: Rule.owner() }, 'data.models.notes.rules: must be a list, as in [Rule.owner()]; is a Rule'],
  [
    { ...NOTES, rules: [Rule.owner] },
    'data.models.notes.rules[0]: must be a Rule, as in Rule.owner(); is the function owner itself; call it',
  ],
  [{ ...NOTES, rules: undefined }, 'data.models.notes.rules: is missing; add `rules: [Rule.owner()]`'],
  [{ rules: [Rule.owner()] }, 'data.models.notes.fields: is missing; add `fields: { title: Field.string() }`'],
  [
    { ...NOTES, indexes: { newest: { partition: 'owner' } } },
    "data.models.notes.indexes.newest.partition: must be a list, as in ['owner']",
  ],
  [
    { ...NOTES, indexes: { newest: ['owner'] } },
    "data.models.notes.indexes.newest: must be an object of options, as in { partition: ['owner'] }",
  ],
  [{ ...NOTES, indexes: { newest: { partitionKey: ['owner'], partition: ['owner'] } } }, 'did you mean "partition"?'],
  [{ ...NOTES, table: 'notes' }, 'data.models.notes.table: must be a table, as in '],
  [
    { ...NOTES, relations: { book: 'books' } },
    "data.models.notes.relations.book: must be a Relation, as in Relation.belongsTo('notebooks')",
  ],
  [
    { ...NOTES, relations: { twin: Relation.belongsTo('notes', { onDeletes: OnDelete.CASCADE } as any) } },
    'data.models.notes.relations.twin.onDeletes: there is no option "onDeletes"; did you mean "onDelete"?',
  ],
  [
    { ...NOTES, rules: [Rule.owner().when('published' as any)] },
    "rules[0].when[0]: must be a Condition, as in Condition.isTrue('published')",
  ],
  [{ ...NOTES, rules: [Rule.allOf(Rule.owner(), 'editors' as any)] }, 'rules[0].rules[1]: must be a Rule, as in Rule.owner(); is the text'],
  [
    {
      ...NOTES,
      rules: [
        Rule.owner()
          .when(Condition.isTrue as any)
          .read(),
      ],
    },
    'rules[0].when[0]: must be a Condition',
  ],
  [{ ...NOTES, rules: [Rule.guest().when((Condition as any).isTrue())] }, 'rules[0].when[0].field: must be a text'],
  [
    { ...NOTES, rules: [Rule.owner().operations('read' as any)] },
    'rules[0].operations[0]: must be one of Operation, as in Operation.CREATE',
  ],
  [{ ...NOTES, rules: [(Rule as any).groupIn(['team'])] }, 'rules[0].field: must be a text'],
  ['notes', 'data.models.notes: must be an object of options, as in { fields: { title: Field.string() }, rules: [Rule.owner()] }'],
])('%#: a model is refused for it alone', (props, message) => {
  expect(model(props)).toEqual([expect.stringContaining(message)]);
});

test.each<[any, string]>([
  ['string', ': must be a Field, as in Field.string(); is the text "string"'],
  [Field.string, ': must be a Field, as in Field.string(); is the function string itself; call it: string(…)'],
  [(Field as any).integer({ minimum: 3 }), '.minimum: there is no option "minimum"; did you mean "min"?'],
  [(Field as any).string({ required: 'yes' }), '.required: must be true or false'],
  [(Field as any).string('a title'), ': must be an object of options'],
  [(Field as any).choice('draft', 'final'), ".choices: must be a list, as in ['draft']; is the text"],
  [(Field as any).list('string'), '.items: must be a Field'],
  [Field.list((Field as any).string({ max: 3 })), '.items.max: there is no option "max"; did you mean "maxLength"?'],
  [Field.object({ street: 'string' as any }), '.fields.street: must be a Field'],
  [
    Field.object({ street: (Field as any).string({ pattern: /x/ }) }),
    ".fields.street.pattern: must be a text, as in '[A-Z]{3}'; is a RegExp",
  ],
  [Field.string({ rules: Rule.owner() as any }), '.rules: must be a list, as in [Rule.owner()]; is a Rule'],
])('%#: a field is refused for it alone', (declared, message) => {
  const faults = field(declared);
  expect(faults).toContainEqual(expect.stringContaining(`data.models.notes.fields.title${message}`));
  expect(faults.every((fault) => fault.startsWith('data.models.notes.fields.title'))).toBe(true);
});

test.each<[any, string]>([
  [{ ...SIGNED_IN, inputs: {} }, 'summarize.inputs: there is no option "inputs"; did you mean "input"?'],
  [{ ...SIGNED_IN, input: { text: 'string' } }, 'summarize.input.text: must be a Field'],
  [{ rules: Rule.authenticated() }, 'summarize.rules: must be a list'],
  [{ ...SIGNED_IN, timeout: 10 }, 'summarize.timeout: must be a Duration'],
  [{ ...SIGNED_IN, entry: undefined, handler: { arn: 'x' } }, 'summarize.handler: must be a Lambda function'],
  [{ triggers: ['notes'] }, "summarize.triggers[0]: must be a Trigger, as in Trigger.change('notes'); is the text"],
  [
    { triggers: [(Trigger as any).schedule('rate(5 minutes)')] },
    'summarize.triggers[0].expression: must be a Schedule, as in Schedule.rate(',
  ],
  [{ triggers: [(Trigger as any).change(['notes'])] }, "summarize.triggers[0].model: must be a text, as in 'notes'; is a list"],
])('%#: a function is refused for it', (props, message) => {
  expect(fn(props)).toEqual([expect.stringContaining(`functions.functions.${message}`)]);
});

test('an option of a trigger that there is not', () => {
  const faults = fn({ triggers: [(Trigger as any).change('notes', { operation: ['create'] })] });
  expect(faults).toContainEqual(
    'functions.functions.summarize.triggers[0].operation: there is no option "operation"; did you mean "operations"?',
  );
});

test('file spaces and topics', () => {
  const faults = declare({}, ({ files, push }) => {
    files.addSpace('attachments', { rules: [Rule.owner()], maxSize: 10 });
    push.addTopic('news', { rule: [Rule.authenticated()] });
  });
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringContaining('files.spaces.attachments.maxSize: must be a Size, as in Size.mebibytes(10); is 10'),
      'push.topics.news.rule: there is no option "rule"; did you mean "rules"?',
      'push.topics.news.rules: is missing; add `rules: [Rule.authenticated()]`',
    ]),
  );
});

test('all at once make one message, also with what the manifest’s check finds', () => {
  const faults = declare({ throttle: 5 }, ({ data }) => {
    data.addModel('notes', { ...NOTES, index: {}, indexes: { newest: { partition: ['ownr'] } } });
    data.addModel('Handler', { fields: { title: 'string' }, rules: [] });
  });
  expect(faults.map((fault) => fault.replace(/: .*/, ''))).toEqual([
    'throttle',
    'data.models.notes.index',
    'data.models.Handler.fields.title',
    'data.models.Handler',
    'data.models.notes.indexes.newest.partition[0]',
    'data.models.Handler.rules',
  ]);
});

test('docs/declare.md shows what is told', () => {
  const [, code, message] =
    /```javascript\n(.*?)```\s+```text\n(.*?)```/s.exec(readFileSync(join(__dirname, '../../docs/declare.md'), 'utf8')) ?? [];
  const stack = stackOf();
  new Function('Backend', 'Field', 'Rule', code as string).call(stack, Backend, Field, Rule);
  expect(faultsOf(stack)).toEqual(
    message
      ?.trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim()),
  );
});

test.each([Data, Files, Functions, Push])('%p alone tells its options too, and refuses at once what is no API', (Kind: any) => {
  const stack = stackOf();
  const capability = new Kind(stack, 'Part', { handlers: {} });
  expect(faultsOf(stack)).toEqual([`${capability.capabilityName}.handlers: there is no option "handlers"; did you mean "handler"?`]);
  expect(() => new Kind(stack, 'Other', { api: new Backend(stack, 'Backend', { backendId: 'other' }) })).toThrow(
    'Shop/Other: api must be a BackendApi, such as the member api of a Backend; is a Backend',
  );
});
