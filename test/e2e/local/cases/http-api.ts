import { allow, inlineFunction, role, type Stand } from '../stand.js';
import type { FixCase } from './case.js';
import { confirm, signIn, signUp, userPool } from './pool.js';

const ORIGIN = 'https://app.example.com';
const CODE = `exports.handler = async (event) => {
  if (event.rawPath.endsWith('/throw')) throw new Error('a secret detail');
  if (event.rawPath.endsWith('/slow')) await new Promise((done) => setTimeout(done, 4500));
  return { statusCode: 200, body: String((event.body ?? '').length) };
};`;

/** Two APIs, with CORS in the template and without: routes that are open, throw, take longer than their time-out, ask for a token. */
function httpApis(stand: Stand) {
  return stand.once('http-api', async () => {
    const { poolId, clientId } = await userPool(stand);
    const api = (name: string, properties: object) => {
      const ApiId = { Ref: name };
      const route = (key: string, more: object = {}) => ({
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { ApiId, RouteKey: key, Target: { 'Fn::Sub': `integrations/\${${name}Integration}` }, ...more },
      });
      return {
        [name]: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: name, ProtocolType: 'HTTP', ...properties } },
        [`${name}Stage`]: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId, StageName: '$default', AutoDeploy: true } },
        [`${name}Integration`]: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            ApiId,
            IntegrationType: 'AWS_PROXY',
            PayloadFormatVersion: '2.0',
            IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
            TimeoutInMillis: 3000,
          },
        },
        [`${name}Authorizer`]: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            ApiId,
            Name: 'tokens',
            AuthorizerType: 'JWT',
            IdentitySource: ['$request.header.Authorization'],
            JwtConfiguration: { Audience: [clientId], Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}` },
          },
        },
        [`${name}Open`]: route('POST /open'),
        [`${name}Throw`]: route('GET /throw'),
        [`${name}Slow`]: route('GET /slow'),
        [`${name}Closed`]: route('GET /closed', { AuthorizationType: 'JWT', AuthorizerId: { Ref: `${name}Authorizer` } }),
      };
    };
    const { outputs } = await stand.deploy(
      'http-api',
      {
        Role: role(allow('logs:*')),
        Function: inlineFunction(CODE),
        ...api('Template', { CorsConfiguration: { AllowOrigins: [ORIGIN], AllowMethods: ['POST'], MaxAge: 60 } }),
        ...api('Call', {}),
      },
      { Template: { Ref: 'Template' }, Call: { Ref: 'Call' } },
    );
    return { template: outputs.Template ?? '', call: outputs.Call ?? '' };
  });
}

function request(stand: Stand, api: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${stand.endpoint}/_aws/execute-api/${api}/$default${path}`, init);
}

export const httpApiCases: FixCase[] = [
  {
    fix: 'cors_comes_from_the_template',
    async observe(stand) {
      const headers = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
      const answer = await request(stand, (await httpApis(stand)).template, '/open', { method: 'OPTIONS', headers });
      return [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-max-age')];
    },
    without: [403, null, null],
    with: [204, ORIGIN, '60'],
  },
  {
    fix: 'large_body_is_refused',
    async observe(stand) {
      const send = async (bytes: number) => {
        const body = 'x'.repeat(bytes);
        return (await request(stand, (await httpApis(stand)).template, '/open', { method: 'POST', body })).status;
      };
      return [await send(1024), await send(10 * 1024 * 1024 + 1)];
    },
    without: [200, 200],
    with: [200, 413],
  },
  {
    fix: 'every_answer_carries_cors',
    async observe(stand) {
      const { call } = await httpApis(stand);
      // Set by the API's own call, so that this case says nothing of the template's CORS.
      await stand.call('apigateway', {
        path: `/v2/apis/${call}`,
        method: 'PATCH',
        body: { corsConfiguration: { allowOrigins: [ORIGIN] } },
      });
      const refused = await request(stand, call, '/closed', { headers: { Origin: ORIGIN } });
      const answered = await request(stand, call, '/open', { method: 'POST', headers: { Origin: ORIGIN } });
      return [refused, answered].map((answer) => [answer.status, answer.headers.get('access-control-allow-origin')]);
    },
    without: [
      [401, null],
      [200, ORIGIN],
    ],
    with: [
      [401, ORIGIN],
      [200, ORIGIN],
    ],
  },
  {
    fix: 'thrown_error_is_500_without_detail',
    async observe(stand) {
      const answer = await request(stand, (await httpApis(stand)).template, '/throw');
      return [answer.status, (await answer.text()).includes('a secret detail')];
    },
    without: [502, true],
    with: [500, false],
  },
  {
    fix: 'slow_function_is_given_up',
    async observe(stand) {
      const { template } = await httpApis(stand);
      // Warm, or its start would count.
      await request(stand, template, '/open', { method: 'POST' });
      return (await request(stand, template, '/slow')).status;
    },
    without: 200,
    with: 503,
  },
  {
    fix: 'refresh_token_is_refused',
    async observe(stand) {
      const { template } = await httpApis(stand);
      const { username } = await signUp(stand, 'refresh@example.com');
      await confirm(stand, username);
      const tokens = await signIn(stand, username);
      const status = async (token = '') =>
        (await request(stand, template, '/closed', { headers: { Authorization: `Bearer ${token}` } })).status;
      return { access: await status(tokens.AccessToken), refresh: await status(tokens.RefreshToken) };
    },
    without: { access: 200, refresh: 200 },
    with: { access: 200, refresh: 401 },
  },
];
