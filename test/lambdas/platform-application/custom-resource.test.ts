import { customResource, type Outcome, Refusal, type ResourceRequest } from '../../../lambdas/platform-application/custom-resource';

const event = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.s3.amazonaws.com/answer?Signature=x',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Application',
  ResourceProperties: { name: 'shop' },
} as const;
const context = { invokedFunctionArn: 'arn:function', getRemainingTimeInMillis: () => 120_000 };

/** The function around `provide`, and what it answered and logged. */
function setUp(provide: (request: ResourceRequest<object>) => Promise<Outcome>, refusals = 0, endpoint?: string) {
  const answers: { url: string; body: Record<string, unknown> }[] = [];
  const lines: string[] = [];
  let left = refusals;
  const handle = customResource<object>({
    provide,
    endpoint,
    log: (line) => lines.push(line),
    async put(url, body) {
      if (left-- > 0) throw new Error('connection reset');
      answers.push({ url, body: JSON.parse(body) });
    },
  });
  return { handle, answers, lines };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('hands the request over, and answers with the physical id', async () => {
  const provide = jest.fn(async () => ({ physicalId: 'arn:made' }));
  const { handle, answers } = setUp(provide);
  await handle(event, context);
  expect(provide).toHaveBeenCalledWith({
    type: 'Create',
    physicalId: undefined,
    properties: { name: 'shop' },
    functionArn: 'arn:function',
  });
  expect(answers).toEqual([
    {
      url: event.ResponseURL,
      body: { Status: 'SUCCESS', PhysicalResourceId: 'arn:made', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Application' },
    },
  ]);
});

it('answers with a failure whose deletion will find nothing to delete', async () => {
  const { handle, answers } = setUp(async () => {
    throw new Refusal('The secret must hold text.');
  });
  await handle(event, context);
  expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'The secret must hold text.', PhysicalResourceId: 'not-created' });
});

it('does nothing where the answer would go elsewhere', async () => {
  const elsewhere = { ...event, ResponseURL: 'http://127.0.0.1:4566/answer' };
  const provide = jest.fn(async () => ({ physicalId: 'arn:made' }));
  await expect(setUp(provide).handle(elsewhere, context)).rejects.toThrow('ResponseURL');
  expect(provide).not.toHaveBeenCalled();
  const local = setUp(provide, 0, 'http://127.0.0.1:4566');
  await local.handle(elsewhere, context);
  expect(local.answers).toEqual([expect.objectContaining({ url: elsewhere.ResponseURL })]);
});

it('keeps the physical id where an update or a deletion fails', async () => {
  const { handle, answers } = setUp(async () => {
    throw new Refusal('no');
  });
  await handle({ ...event, RequestType: 'Update', PhysicalResourceId: 'arn:made' } as never, context);
  expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'arn:made' });
});

it('neither answers nor logs what an error of another kind says', async () => {
  const { handle, answers, lines } = setUp(async () => {
    throw new TypeError('very secret');
  });
  await handle(event, context);
  expect(answers[0]?.body.Reason).toBe('The handler failed with TypeError.');
  expect(lines.join()).not.toContain('very secret');
  expect(lines.join()).not.toContain('Signature');
});

it('answers before the function is stopped', async () => {
  const { handle, answers } = setUp(() => new Promise(() => undefined));
  const handling = handle(event, context);
  await jest.advanceTimersByTimeAsync(109_999);
  expect(answers).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  await handling;
  expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'AWS did not answer in time. Try again.' });
});

it('puts the answer again until it is taken, and a success stays one', async () => {
  const { handle, answers } = setUp(async () => ({ physicalId: 'arn:made' }), 3);
  const handling = handle(event, context);
  await jest.advanceTimersByTimeAsync(10_000);
  await handling;
  expect(answers.map(({ body }) => body.Status)).toEqual(['SUCCESS']);
});

it('throws where nobody takes the answer: Lambda then sends the request again', async () => {
  const { handle, answers } = setUp(async () => ({ physicalId: 'arn:made' }), 9);
  const handling = handle(event, context).catch((error) => error);
  await jest.advanceTimersByTimeAsync(10_000);
  expect((await handling).message).toBe('connection reset');
  expect(answers).toEqual([]);
});
