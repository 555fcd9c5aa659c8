import { endpointOf } from '../../../../lambdas/shared/aws/endpoint.js';

const DYNAMODB = { name: 'dynamodb', id: 'DYNAMODB' };
const SECRETS = { name: 'secretsmanager', id: 'SECRETS_MANAGER' };

describe('endpointOf', () => {
  it.each([
    ['us-east-1', 'https://dynamodb.us-east-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://dynamodb.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://dynamodb.cn-north-1.amazonaws.com.cn/'],
  ])('knows %s', (region, url) => {
    expect(endpointOf(DYNAMODB, { AWS_REGION: region }).href).toBe(url);
  });

  it("prefers the service's own variable, then the one of all services, then the region", () => {
    const environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://localhost:1',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:2',
    };
    expect(endpointOf(DYNAMODB, environment).port).toBe('2');
    expect(endpointOf(SECRETS, environment).port).toBe('1');
    expect(endpointOf(SECRETS, { AWS_DEFAULT_REGION: 'eu-west-1' }).host).toBe('secretsmanager.eu-west-1.amazonaws.com');
  });

  it.each([
    [{ AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'AWS_USE_FIPS_ENDPOINT'],
    [{ AWS_REGION: 'us-east-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'AWS_USE_DUALSTACK_ENDPOINT'],
    [{ AWS_REGION: 'us-iso-east-1' }, 'The partition of us-iso-east-1'],
  ])('refuses %j rather than call another endpoint, unless one is named', (environment, what) => {
    expect(() => endpointOf(DYNAMODB, environment)).toThrow(
      `${what} needs an endpoint that only the AWS SDK works out: name it in AWS_ENDPOINT_URL_DYNAMODB, or set PLINTH_DYNAMODB_CLIENT=sdk.`,
    );
    expect(() => endpointOf(SECRETS, environment)).toThrow('name it in AWS_ENDPOINT_URL_SECRETS_MANAGER.');
    expect(endpointOf(DYNAMODB, { ...environment, AWS_ENDPOINT_URL_DYNAMODB: 'https://example.com' }).host).toBe('example.com');
  });

  it('asks for a region', () => {
    expect(() => endpointOf(DYNAMODB, {})).toThrow('AWS_REGION must be set');
  });
});
