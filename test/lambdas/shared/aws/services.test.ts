import { createLambda } from '../../../../lambdas/shared/aws/lambda.js';
import { createSecretsManager } from '../../../../lambdas/shared/aws/secrets-manager.js';
import { createSsm } from '../../../../lambdas/shared/aws/ssm.js';
import { startStubService } from '../../../support/stub-service.js';

let stub: Awaited<ReturnType<typeof startStubService>>;
beforeAll(async () => {
  stub = await startStubService();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.requests.length = 0;
});

const options = () => ({
  environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL: stub.url },
  random: () => 0,
});
const missing = (name: string) => () => ({ status: 400, body: { __type: name, Message: 'there is none' } });

describe('Secrets Manager', () => {
  it('reads a secret', async () => {
    stub.answer = () => ({ body: { SecretString: 'value', VersionId: '1' } });
    expect(await createSecretsManager(options()).getSecretValue({ SecretId: 'name' })).toEqual({ SecretString: 'value', VersionId: '1' });
    expect(stub.requests[0]).toMatchObject({ target: 'secretsmanager.GetSecretValue', body: '{"SecretId":"name"}' });
    expect(stub.requests[0]?.headers['content-type']).toBe('application/x-amz-json-1.1');
  });

  it('says when there is none', async () => {
    stub.answer = missing('ResourceNotFoundException');
    await expect(createSecretsManager(options()).getSecretValue({ SecretId: 'name' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'there is none',
      retryable: false,
    });
  });
});

describe('SSM', () => {
  it('reads a parameter', async () => {
    stub.answer = () => ({ body: { Parameter: { Value: 'value' } } });
    expect(await createSsm(options()).getParameter({ Name: '/name' })).toEqual({ Parameter: { Value: 'value' } });
    expect(stub.requests[0]).toMatchObject({ target: 'AmazonSSM.GetParameter', body: '{"Name":"/name"}' });
  });

  it('says when there is none', async () => {
    stub.answer = missing('ParameterNotFound');
    await expect(createSsm(options()).getParameter({ Name: '/name' })).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});

describe('Lambda', () => {
  it('returns what the function returned', async () => {
    stub.answer = () => ({ body: '{"sum":3}' });
    expect(await createLambda(options()).invoke('arn:aws:lambda:us-east-1:111122223333:function:add', '[1,2]')).toEqual({
      payload: '{"sum":3}',
    });
    expect(stub.requests[0]).toMatchObject({
      path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A111122223333%3Afunction%3Aadd/invocations',
      body: '[1,2]',
    });
  });

  it('tells a function that threw from one that returned', async () => {
    stub.answer = () => ({ headers: { 'x-amz-function-error': 'Unhandled' }, body: '{"errorMessage":"no"}' });
    expect(await createLambda(options()).invoke('add', '{}')).toEqual({ payload: '{"errorMessage":"no"}', functionError: 'Unhandled' });
  });

  it('repeats a throttled call and no other, since the function may have run', async () => {
    stub.answer = () =>
      stub.requests.length === 1 ? { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException:' }, body: {} } : { body: 1 };
    expect(await createLambda(options()).invoke('add', '{}')).toEqual({ payload: '1' });
    stub.requests.length = 0;
    stub.answer = () => ({ status: 500, headers: { 'x-amzn-errortype': 'ServiceException' }, body: { Message: 'no' } });
    await expect(createLambda(options()).invoke('add', '{}')).rejects.toMatchObject({ name: 'ServiceException', attempts: 1 });
    expect(stub.requests).toHaveLength(1);
  });
});
