// The declaration of docs/python.md, in TypeScript: see test/e2e/notes.ts.
import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Backend, Condition, Field, Rule, Trigger } from 'cdk-plinth';
import type { Construct } from 'constructs';

class Notes extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const backend = new Backend(this, 'Backend', { client: { outDir: 'web/src/backend' } });

    const notes = backend.data.addModel('notes', {
      fields: {
        title: Field.string({ required: true, maxLength: 200 }),
        published: Field.boolean({ defaultValue: false }),
        tags: Field.list(Field.string({ maxLength: 30 }), { maxItems: 10 }),
      },
      rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
      indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
    });

    backend.files.addSpace('attachments', {
      rules: [Rule.owner()],
      maxSize: Size.mebibytes(5),
      contentTypes: ['text/plain', 'image/*'],
    });

    const shout = new lambda.Function(this, 'Shout', {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      code: lambda.Code.fromInline("def handler(event, context):\n    return {'loud': event['input']['text'].upper()}\n"),
    });
    backend.functions.addFunction('shout', {
      handler: shout,
      input: { text: Field.string({ required: true, maxLength: 1000 }) },
      output: { loud: Field.string({ required: true }) },
      rules: [Rule.authenticated()],
    });

    const tidy = backend.functions.addFunction('tidy', {
      entry: 'functions/tidy.ts',
      triggers: [Trigger.schedule(Schedule.rate(Duration.hours(1))), Trigger.change('notes')],
    });
    notes.grantWrite(tidy.handler);
  }
}

const app = new App();
new Notes(app, 'Notes');
app.synth();
