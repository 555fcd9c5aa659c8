import { Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { Backend } from '../../../lib';
import { fixture, NOTES, stackOf } from '../support';

const acknowledged = (construct: IConstruct | undefined) =>
  construct?.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data));

test('a grant’s wildcards are acknowledged in the roles that are made here, and in no other', () => {
  const stack = stackOf();
  const { data, functions } = new Backend(stack, 'Backend');
  const notes = data.addModel('notes', NOTES);
  const ours = functions.addFunction('summarize', { entry: fixture('functions/summarize.ts') });
  const theirs = new lambda.Function(stack, 'Theirs', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'a.b',
    code: lambda.Code.fromInline('1'),
  });
  notes.grantRead(ours);
  notes.grantRead(theirs);
  expect(acknowledged((ours.handler as lambda.Function).role)).toEqual([
    expect.stringMatching(/^AwsSolutions-IAM5\[Resource::<.*notesTable.*\.Arn>\/index\/\*\]$/),
  ]);
  expect(acknowledged(theirs.role)).toEqual([]);
});
