import { Aws } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BackendApi, Handler, HandlerCode } from '../../../lib';
import { fixture, stackOf } from '../support';

function bound(topics: number) {
  const stack = stackOf();
  const handler = new Handler(stack, 'Own', {
    api: new BackendApi(stack, 'Api'),
    code: HandlerCode.folder(fixture('built/handlers/push')),
    description: 'own',
    environment: { OWN: 'yes' },
  });
  for (let i = 0; i < topics; i++) handler.bind('topics', { [`topic${i}`]: `arn:${Aws.PARTITION}:sns:eu-west-1:1:${i}` });
  const template = Template.fromStack(stack);
  const [fn] = Object.values(template.findResources('AWS::Lambda::Function'));
  return { template, variables: fn?.Properties.Environment.Variables };
}

test('nothing to tell is no variable', () => {
  expect(bound(0).variables).toEqual({ OWN: 'yes' });
});

test('up to 3 kB stand in the function’s variable', () => {
  const { template, variables } = bound(2);
  expect(variables.PLINTH_BINDING['Fn::Join'][1]).toEqual([
    '{"topics":{"topic0":"arn:',
    { Ref: 'AWS::Partition' },
    ':sns:eu-west-1:1:0","topic1":"arn:',
    { Ref: 'AWS::Partition' },
    ':sns:eu-west-1:1:1"}}',
  ]);
  template.resourceCountIs('AWS::SSM::Parameter', 0);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('more stand in a parameter that the function’s role may read', () => {
  const { template, variables } = bound(40);
  const [[id, parameter]] = Object.entries(template.findResources('AWS::SSM::Parameter')) as [[string, any]];
  expect(variables).toEqual({ OWN: 'yes', PLINTH_BINDING_PARAMETER: { Ref: id } });
  expect(parameter.Properties).toMatchObject({ Type: 'String', Tier: 'Intelligent-Tiering' });
  expect(JSON.stringify(parameter.Properties.Value)).toContain('topic39');
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(policy?.Properties.PolicyDocument.Statement).toMatchObject([{ Action: 'ssm:GetParameter' }]);
  expect(policy?.Properties.Roles).toHaveLength(1);
});

test('more than a parameter may have fails synthesis, with what to do', () => {
  expect(() => bound(40)).not.toThrow();
  expect(() => bound(50)).toThrow(/about \d+ characters, and at most 6500 fit in a parameter: declare fewer topics or triggered functions/);
});
