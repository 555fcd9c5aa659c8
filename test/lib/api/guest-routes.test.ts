import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Backend, Field, Rule } from '../../../lib/index';

/** The guest routes of a backend with these rules. */
function routesWith(...rules: Rule[]): string[] {
  const stack = new Stack(new App(), 'Shop');
  new Backend(stack, 'Backend').data.addModel('notes', { fields: { title: Field.string() }, rules });
  const routes = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Route'));
  const keys: string[] = routes.map(({ Properties }) => Properties.RouteKey);
  return keys
    .filter((key) => key.includes(' /guest/'))
    .map((key) => key.replace('/guest', ''))
    .sort();
}

test('who may list may ask in each way there is, and who may get may get many', () => {
  expect(routesWith(Rule.guest().list(), Rule.owner().get())).toEqual([
    'GET /data/{model}',
    'POST /data/{model}/count',
    'POST /data/{model}/query',
  ]);
  expect(routesWith(Rule.guest().get())).toEqual(['GET /data/{model}/{id}', 'POST /data/{model}/batch-get']);
});

test('who may write in one way has the routes that are for any', () => {
  expect(routesWith(Rule.guest().create())).toEqual([
    'POST /data/{model}',
    'POST /data/{model}/batch-write',
    'POST /transactions',
    'PUT /data/{model}/{id}',
  ]);
});

test('no rule for guests, no route', () => {
  expect(routesWith(Rule.owner())).toEqual([]);
});
