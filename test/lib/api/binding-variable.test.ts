import { Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BackendApi, Handler, HandlerCode } from '../../../lib';
import { fixture, stackOf } from '../support';

function bound(topics: number, environment: Record<string, string> = { OWN: 'yes' }) {
  const stack = stackOf();
  const handler = new Handler(stack, 'Own', {
    api: new BackendApi(stack, 'Api'),
    code: HandlerCode.folder(fixture('built/handlers/push')),
    description: 'own',
    environment,
  });
  for (let i = 0; i < topics; i++) handler.bind('topics', { [`topic${i}`]: Fn.importValue(`Topic${i}`) });
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
    '{"topics":{"topic0":"',
    { 'Fn::ImportValue': 'Topic0' },
    '","topic1":"',
    { 'Fn::ImportValue': 'Topic1' },
    '"}}',
  ]);
  template.resourceCountIs('AWS::SSM::Parameter', 0);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('more stand in a parameter that the function’s role may read', () => {
  const { template, variables } = bound(40);
  const [[id, parameter]] = Object.entries(template.findResources('AWS::SSM::Parameter')) as [[string, any]];
  expect(variables).toEqual({
    OWN: 'yes',
    PLINTH_BINDING_PARAMETERS: { Ref: id },
    PLINTH_BINDING_HASH: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(parameter.Properties).toMatchObject({ Type: 'String', Tier: 'Intelligent-Tiering' });
  expect(JSON.stringify(parameter.Properties.Value)).toContain('topic39');
  const [[policyId, policy]] = Object.entries(template.findResources('AWS::IAM::Policy')) as [[string, any]];
  expect(Object.values(template.findResources('AWS::Lambda::Function'))[0]?.DependsOn).toContain(policyId);
  expect(policy?.Properties.PolicyDocument.Statement).toMatchObject([{ Action: 'ssm:GetParameter' }]);
  expect(policy?.Properties.Roles).toHaveLength(1);
});

test('what one parameter cannot hold is cut, in the middle of a member too', () => {
  const { template, variables } = bound(60);
  const parameters = Object.entries(template.findResources('AWS::SSM::Parameter'));
  expect(variables.PLINTH_BINDING_PARAMETERS).toEqual({
    'Fn::Join': ['', [{ Ref: parameters[0]?.[0] }, ',', { Ref: parameters[1]?.[0] }]],
  });
  const pieces = parameters.map(([, { Properties }]) =>
    JSON.parse(Properties.Value['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'a name')).join('')),
  );
  const names = pieces.flatMap(({ topics }) => Object.keys(topics));
  expect(names).toEqual(Array.from({ length: 60 }, (_, i) => `topic${i}`));
  expect(pieces).toHaveLength(2);
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(policy?.Properties.PolicyDocument.Statement[0].Resource).toHaveLength(2);
});

test('more than the parameters hold fails synthesis, with what to do', () => {
  expect(() => bound(150)).not.toThrow();
  expect(() => bound(250)).toThrow(
    /about \d+ characters, and at most 26000 fit in 4 parameters: declare fewer topics or triggered functions/,
  );
});

test('another content of the parameter is another configuration of the function, the same one the same', () => {
  const hash = (topics: number) => bound(topics).variables.PLINTH_BINDING_HASH;
  expect(hash(40)).toBe(hash(40));
  expect(hash(40)).not.toBe(hash(41));
});

test('variables of one’s own that leave no room move it to a parameter, and more than Lambda takes fail synthesis', () => {
  const environment = (length: number) => ({ OWN: 'x'.repeat(length) });
  expect(bound(10, environment(1_000)).variables).toHaveProperty('PLINTH_BINDING');
  const moved = bound(10, environment(3_300)).variables;
  expect(moved).toHaveProperty('PLINTH_BINDING_PARAMETERS');
  expect(moved).not.toHaveProperty('PLINTH_BINDING');
  expect(() => bound(0, environment(3_700))).toThrow(
    /the variables of its function come to about 37\d\d bytes, and Lambda takes 4096, 500 of them for Plinth: shorten them/,
  );
});
