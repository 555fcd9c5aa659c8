import { dataHandler } from '../../../lambdas/data/handler';
import { Deadline } from '../../../lambdas/shared/deadline';
import { contextOf } from '../../../lambdas/shared/entry';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { startStubService } from '../../support/stub-service';
import { httpEvent } from './http/event';

const within = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

test('a call ends before Lambda ends the process, and outside Lambda when it will', () => {
  const deadline = new Deadline(() => 1_000);
  expect(deadline.at).toBe(Number.POSITIVE_INFINITY);
  deadline.begin(within(29_000));
  expect(deadline.at).toBe(29_500);
  deadline.begin(undefined);
  expect(deadline.at).toBe(Number.POSITIVE_INFINITY);
});

describe('a handler whose DynamoDB does not answer', () => {
  let stub: Awaited<ReturnType<typeof startStubService>>;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    stub = await startStubService(() => ({ body: { Items: [], Count: 0, ScannedCount: 0 } }));
    proxy = await startFaultyProxy(stub.url);
  });
  afterAll(async () => {
    await proxy.close();
    await stub.close();
  });

  test.each(['signed', 'sdk'])('says so in time, and logs it, with the %s client', async (client) => {
    const lines: string[] = [];
    const rules = [{ allow: 'authenticated' as const }];
    const manifest = {
      manifestVersion: 1,
      backendId: 'shop',
      data: { models: { notes: { fields: {}, rules, indexes: {}, allowScan: true } } },
    } as const;
    const keys = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
    const context = await contextOf(manifest, { ...keys, AWS_ENDPOINT_URL: proxy.url, PLINTH_DYNAMODB_CLIENT: client });
    const handler = dataHandler(context, (line) => lines.push(line));
    const list = httpEvent('GET /data/{model}', { path: { model: 'notes' } });
    expect((await handler(list, within(29_000))).statusCode).toBe(200);

    proxy.inject('stall', 'stall', 'stall', 'stall');
    const started = Date.now();
    const answer = await handler(list, within(900));
    expect(Date.now() - started).toBeLessThan(900);
    expect(answer.statusCode).toBe(503);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'error', status: 503, error: { name: 'TimeoutError' } });
    proxy.inject();
  });
});
