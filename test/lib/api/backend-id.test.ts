import { App, Aws, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { BackendApi } from '../../../lib';
import { stackOf } from '../support';

test('the id is the outermost stack’s name, whatever the construct path', () => {
  const stack = stackOf({ stackName: 'shop-live' });
  expect(new BackendApi(new NestedStack(stack, 'Inner'), 'Deep').backendId).toBe('shop-live');
});

test('in a stage the stack’s name has the stage’s', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Shop');
  expect(new BackendApi(stack, 'Api').backendId).toBe('Prod-Shop');
});

test('a second backend in a stack must give an id of its own', () => {
  const stack = stackOf();
  new BackendApi(stack, 'One');
  expect(() => new BackendApi(stack, 'Two')).toThrow(
    "Shop/Two: backendId 'Shop' belongs to Shop/One already. A second backend in a stack needs one of its own: { backendId: 'Shop-two' }",
  );
  expect(new BackendApi(stack, 'Three', { backendId: 'outlet' }).backendId).toBe('outlet');
});

test('two stacks of one stage may not share an id; two stages, or two Regions, may', () => {
  const app = new App();
  const add = (scope: App | Stage, id: string, region?: string) =>
    new BackendApi(new Stack(scope, id, { env: { region } }), 'Api', { backendId: 'shop' });
  add(app, 'A');
  expect(() => add(app, 'B')).toThrow('belongs to A/Api already');
  expect(() => add(new Stage(app, 'Prod'), 'A')).not.toThrow();
  expect(() => add(app, 'C', 'eu-west-1')).not.toThrow();
});

test.each([
  ['a token', Aws.STACK_NAME, 'is a token'],
  ['a dot', 'shop.live', 'must start with a letter'],
  ['a digit first', '1shop', 'must start with a letter'],
  ['nothing', '', 'must start with a letter'],
])('%s is no id', (_, backendId, message) => {
  expect(() => new BackendApi(stackOf(), 'Api', { backendId })).toThrow(message);
});
