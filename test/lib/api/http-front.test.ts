import { Backend, Environment } from '../../../lib';
import { NOTES, only, resources, stackOf } from '../support';

test('CORS admits and exposes exactly the headers of the contract', () => {
  const stack = stackOf();
  const environment = Environment.development({ corsOrigins: ['https://shop.example.com'] });
  new Backend(stack, 'Backend', { environment }).data.addModel('notes', NOTES);
  expect(only(stack, 'AWS::ApiGatewayV2::Api').Properties.CorsConfiguration).toEqual({
    AllowOrigins: ['https://shop.example.com'],
    AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    AllowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key', 'Plinth-Manifest'],
    ExposeHeaders: ['ETag', 'Location', 'Retry-After', 'Idempotency-Replayed', 'Date', 'apigw-requestid'],
    MaxAge: 7200,
  });
});

test.each([
  [undefined, { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500 }],
  [{ rateLimit: 20 }, { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 500 }],
])('the default stage deploys itself, is throttled and logs to a group of its own', (throttle, settings) => {
  const stack = stackOf();
  new Backend(stack, 'Backend', { throttle }).data.addModel('notes', NOTES);
  const { Properties } = only(stack, 'AWS::ApiGatewayV2::Stage');
  expect(Properties).toMatchObject({ StageName: '$default', AutoDeploy: true, DefaultRouteSettings: settings });
  const group = Properties.AccessLogSettings.DestinationArn['Fn::GetAtt'][0];
  expect(resources(stack, 'AWS::Logs::LogGroup')[group]?.Properties).toEqual({ RetentionInDays: 7 });
  expect(JSON.parse(Properties.AccessLogSettings.Format)).toMatchObject({ requestId: '$context.requestId', routeKey: '$context.routeKey' });
});
