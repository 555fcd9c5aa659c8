import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Backend, Field, Rule } from 'cdk-plinth';

export const entry = (name: string) => join(__dirname, 'functions', `${name}.ts`);

/** Functions that clients call: with an entry file and without one, for guests, users and a group, and one for every way to fail. */
export function addFunctions({ functions, data, push }: Backend): void {
  const greeting = {
    input: {
      name: Field.string({ required: true, minLength: 1, maxLength: 20 }),
      times: Field.integer({ min: 1, max: 3, defaultValue: 1 }),
    },
    output: { greeting: Field.string({ required: true }) },
    rules: [Rule.guest()],
  };
  functions.addFunction('greet', { entry: entry('greet'), ...greeting });
  functions.addFunction('greetPlainly', { handler: plain(functions, 'Greet', GREET), ...greeting });

  const misbehaving = {
    input: { how: Field.choice(['answer', 'throw', 'wrong', 'refuse', 'never'], { required: true }) },
    output: { done: Field.boolean({ required: true }) },
    rules: [Rule.authenticated()],
    timeout: Duration.seconds(3),
  };
  functions.addFunction('misbehave', { entry: entry('misbehave'), ...misbehaving });
  functions.addFunction('misbehavePlainly', { handler: plain(functions, 'Misbehave', MISBEHAVE), ...misbehaving });

  // Longer than API Gateway waits for anyone.
  functions.addFunction('stall', { entry: entry('misbehave'), ...misbehaving, timeout: Duration.minutes(1) });

  const readPart = functions.addFunction('readPart', {
    entry: entry('read-part'),
    input: { part: Field.id({ required: true }), as: Field.choice(['caller', 'admin'], { required: true }) },
    output: { name: Field.string({ required: true }) },
    rules: [Rule.authenticated()],
  });
  data.models.parts!.grantRead(readPart.handler);

  const send = functions.addFunction('send', {
    entry: entry('send'),
    input: { to: Field.id(), topic: Field.string(), title: Field.string({ required: true }) },
    output: { accepted: Field.integer(), removed: Field.integer(), failed: Field.integer() },
    rules: [Rule.group('editors')],
  });
  push.grantSend(send.handler);
}

/** A function that Plinth knows nothing of. */
function plain(scope: Backend['functions'], name: string, code: string): lambda.Function {
  return new lambda.Function(Stack.of(scope), name, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    timeout: Duration.seconds(3),
  });
}

const GREET = `exports.handler = async ({ input }) => ({ greeting: ('Hello ' + input.name + '! ').repeat(input.times).trim() });`;

const MISBEHAVE = `exports.handler = async ({ input }) => {
  if (input.how === 'answer') return { done: true };
  if (input.how === 'throw') throw new Error('secret of the house');
  if (input.how === 'wrong') return { done: 'secret of the house', more: 1 };
  return new Promise(() => setTimeout(() => undefined, 60000));
};`;
