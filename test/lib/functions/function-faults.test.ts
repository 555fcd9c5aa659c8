import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Backend, type BackendFunctionProps, Rule, Trigger } from '../../../lib';
import { faultsOf, fixture, NOTES, stackOf } from '../support';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:theirs';
const EVERY_HOUR = Trigger.schedule(Schedule.rate(Duration.hours(1)));

function declare(props: BackendFunctionProps) {
  const stack = stackOf();
  const backend = new Backend(stack, 'Backend');
  backend.data.addModel('notes', NOTES);
  backend.functions.addFunction('summarize', props);
  return stack;
}

test.each([
  ['functions/summarise.ts', 'there is no file "functions/summarise.ts" in '],
  [fixture('functions/summarise.ts'), 'did you mean "summarize.ts"?'],
])('there is no entry file %s', (entry, message) => {
  const faults = faultsOf(declare({ entry, rules: [Rule.authenticated()] }));
  expect(faults).toEqual([expect.stringContaining('functions.functions.summarize.entry: there is no file')]);
  expect(faults[0]).toContain(message);
});

test('an entry file that is there', () => {
  expect(faultsOf(declare({ entry: fixture('functions/summarize.ts'), rules: [Rule.authenticated()] }))).toEqual([]);
});

test.each([
  ['an imported function without its role', lambda.Function.fromFunctionArn(stackOf(), 'Theirs', ARN), true],
  [
    'one with its role',
    lambda.Function.fromFunctionAttributes(stackOf(), 'Theirs', {
      functionArn: ARN,
      role: iam.Role.fromRoleArn(stackOf(), 'Role', 'arn:aws:iam::111122223333:role/theirs'),
    }),
    false,
  ],
])('%s can be triggered or not', (_, handler, refused) => {
  const message = expect.stringMatching(/^functions\.functions\.summarize\.handler: .*Theirs is imported without its role.*import both: /);
  expect(faultsOf(declare({ handler, triggers: [Trigger.change('notes')] }))).toEqual(refused ? [message] : []);
  expect(faultsOf(declare({ handler, triggers: [EVERY_HOUR] }))).toEqual(refused ? [message] : []);
  expect(faultsOf(declare({ handler, rules: [Rule.authenticated()] }))).toEqual([]);
});

test('a call that Lambda would end before is refused', () => {
  const declared = (timeout: Duration) => faultsOf(declare({ entry: fixture('functions/summarize.ts'), triggers: [EVERY_HOUR], timeout }));
  expect(declared(Duration.minutes(15))).toEqual([]);
  expect(declared(Duration.minutes(16))).toEqual([
    'functions.functions.summarize.timeout: Lambda ends a call after 15 minutes, is 16 minutes; give less',
  ]);
});

test.each<[string, Partial<BackendFunctionProps>, boolean]>([
  ['31 seconds where clients call', { rules: [Rule.authenticated()], timeout: Duration.seconds(31) }, true],
  ['30 seconds where clients call', { rules: [Rule.authenticated()], timeout: Duration.seconds(30) }, false],
  ['the default', { rules: [Rule.authenticated()] }, false],
  ['5 minutes where only triggers call', { triggers: [EVERY_HOUR], timeout: Duration.minutes(5) }, false],
])('%s: a client waits 30 seconds, and a warning says so', (_, props, warned) => {
  const stack = declare({ entry: fixture('functions/summarize.ts'), ...props });
  const warnings = Annotations.fromStack(stack).findWarning('/Shop/Backend/Functions/summarize', Match.stringLikeRegexp('may run'));
  expect(warnings).toHaveLength(warned ? 1 : 0);
});

test('what a given function is set to counts, too', () => {
  const stack = stackOf();
  const handler = new lambda.Function(stack, 'Slow', {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'a.b',
    code: lambda.Code.fromInline('1'),
    timeout: Duration.minutes(5),
  });
  new Backend(stack, 'Backend').functions.addFunction('slow', { handler, rules: [Rule.authenticated()] });
  const warnings = Annotations.fromStack(stack).findWarning(
    '/Shop/Backend/Functions/slow',
    Match.stringLikeRegexp('slow may run 5 minutes'),
  );
  expect(warnings).toHaveLength(1);
});
