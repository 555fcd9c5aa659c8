import { allow, inlineFunction, role } from '../stand.js';
import type { FixCase } from './case.js';

export const eventCases: FixCase[] = [
  {
    fix: 'rule_retries_a_function',
    async observe(stand) {
      const functionArn = { 'Fn::GetAtt': ['Function', 'Arn'] };
      const { outputs } = await stand.deploy(
        'rule',
        {
          Queue: { Type: 'AWS::SQS::Queue' },
          Role: role(allow('logs:*', 'sqs:SendMessage')),
          Function: inlineFunction("exports.handler = async () => { throw new Error('no'); };"),
          Failures: {
            Type: 'AWS::Lambda::EventInvokeConfig',
            Properties: {
              FunctionName: { Ref: 'Function' },
              Qualifier: '$LATEST',
              MaximumRetryAttempts: 0,
              DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
            },
          },
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: { EventPattern: { source: ['test'] }, Targets: [{ Id: 'function', Arn: functionArn }] },
          },
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: { FunctionName: functionArn, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
          },
        },
        { Queue: { Ref: 'Queue' } },
      );
      await stand.call('events', {
        headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
        body: { Entries: [{ Source: 'test', DetailType: 'tried', Detail: '{}' }] },
      });
      return (await stand.message(outputs.Queue ?? '', 6_000)) === undefined ? 'forgotten' : 'told';
    },
    without: 'forgotten',
    with: 'told',
  },
];
