import { Aws } from 'aws-cdk-lib';
import { Backend, Field, Rule } from '../../../lib';
import { childId } from '../../../lib/api/declared';
import { faultsOf, fixture, NOTES, stackOf } from '../support';

test.each([
  ['notes', 'notes'],
  ['Handler', '(Handler)'],
  ['', '()'],
  ['a b', '(a b)'],
  [Aws.REGION, '(token)'],
])('%j is declared below %s', (name, id) => {
  expect(childId(name)).toBe(id);
});

test('names that can be none, and names of constructs of ours, are told with all other faults', () => {
  const stack = stackOf();
  const { data, files, functions, push } = new Backend(stack, 'Backend');
  for (const name of ['', 'Handler', '__proto__', Aws.REGION]) {
    data.addModel(name, NOTES);
    files.addSpace(name, { rules: [Rule.owner()] });
    functions.addFunction(name, { entry: fixture('functions/summarize.ts'), rules: [Rule.authenticated()] });
    push.addTopic(name, { rules: [Rule.authenticated()] });
  }
  const paths = faultsOf(stack).map((line) => line.replace(/: .*/, ''));
  for (const section of ['data.models', 'files.spaces', 'functions.functions', 'push.topics']) {
    expect(paths.filter((path) => path.startsWith(section))).toHaveLength(4);
  }
});

test('what is declared twice is told, whatever it is', () => {
  const stack = stackOf();
  const { data, files, functions, push } = new Backend(stack, 'Backend');
  const twice = [
    () => data.addModel('notes', NOTES),
    () => files.addSpace('attachments', { rules: [Rule.owner()] }),
    () =>
      functions.addFunction('summarize', {
        entry: fixture('functions/summarize.ts'),
        output: { words: Field.integer() },
        rules: [Rule.authenticated()],
      }),
    () => push.addTopic('news', { rules: [Rule.authenticated()] }),
  ];
  for (const declare of twice) expect(declare()).toBe(declare());
  const message = (kind: string, name: string) =>
    `there are two declarations of the ${kind} "${name}"; give each a name of its own, or make one of them`;
  expect(faultsOf(stack)).toEqual(
    expect.arrayContaining([
      `data.models.notes: ${message('model', 'notes')}`,
      `files.spaces.attachments: ${message('file space', 'attachments')}`,
      `functions.functions.summarize: ${message('function', 'summarize')}`,
      `push.topics.news: ${message('topic', 'news')}`,
    ]),
  );
});

test('what is declared without a name is refused at once', () => {
  const { data, files, functions, push } = new Backend(stackOf(), 'Backend') as any;
  expect(() => data.addModel(NOTES)).toThrow(
    'Shop/Backend/Data: a model is declared by its name first, then by its options; instead of the name is an object with fields, rules, indexes',
  );
  expect(() => files.addSpace()).toThrow('Shop/Backend/Files: a file space is declared by its name first');
  expect(() => functions.addFunction()).toThrow('Shop/Backend/Functions: a function is declared by its name first');
  expect(() => push.addTopic(5)).toThrow('instead of the name is 5');
});
