import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAtInit, readContext } from '../../../lambdas/shared/entry';
import { startStubService } from '../../support/stub-service';

const manifest = { manifestVersion: 1, backendId: 'shop' };
/** A binding that is cut in two, in the middle of a member. */
const parameters: Record<string, string> = {
  '/shop-1': '{"cursorSecret":"arn","hosts":["a","b"],"queues":{"audit":"first"}}',
  '/shop-2': '{"queues":{"index":"second"}}',
};
const keys = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('readContext', () => {
  let folder: string;
  let service: Awaited<ReturnType<typeof startStubService>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plinth-entry-'));
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    service = await startStubService(({ target, body }) =>
      target === 'AmazonSSM.GetParameter'
        ? { body: { Parameter: { Value: parameters[JSON.parse(body).Name] } } }
        : { body: { SecretString: 'a secret of at least thirty-two characters' } },
    );
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await service.close();
  });

  it('reads the manifest beside the code, and the binding from the environment', async () => {
    const context = await readContext({ ...keys, PLINTH_BINDING: '{"bucket":"b"}' }, folder);
    expect(context).toMatchObject({ manifest, binding: { bucket: 'b' } });
    expect(await readContext({}, folder)).toMatchObject({ binding: {} });
  });

  it('reads a large binding from SSM, and the secret of cursors when the first is made', async () => {
    service.requests.length = 0;
    const environment = { ...keys, AWS_ENDPOINT_URL: service.url, PLINTH_BINDING_PARAMETERS: '/shop-1,/shop-2' };
    const { binding, cursors } = await readContext(environment, folder);
    expect(binding).toEqual({ cursorSecret: 'arn', hosts: ['a', 'b'], queues: { audit: 'first', index: 'second' } });
    const read = ['AmazonSSM.GetParameter', 'AmazonSSM.GetParameter'];
    expect(service.requests.map(({ target }) => target)).toEqual(read);
    expect(await cursors.open(await cursors.seal(1, 0), 0)).toBe(1);
    expect(service.requests.map(({ target }) => target)).toEqual([...read, 'secretsmanager.GetSecretValue']);
  });

  it('says what is missing', async () => {
    await expect(readContext({}, tmpdir())).rejects.toThrow('manifest.json');
    const { cursors } = await readContext(keys, folder);
    await expect(cursors.seal(1, 0)).rejects.toThrow('cursorSecret');
    const { dynamodb } = await readContext({ ...keys, PLINTH_DYNAMODB_CLIENT: 'other' }, folder).then((context) => ({
      dynamodb: () => context.dynamodb,
    }));
    expect(dynamodb).toThrow('PLINTH_DYNAMODB_CLIENT');
  });
});

describe('openAtInit', () => {
  it('opens once, before the first call', async () => {
    const open = jest.fn(async () => async (event: number) => event + 1);
    const handler = openAtInit(open);
    expect(open).toHaveBeenCalledTimes(1);
    expect(await Promise.all([handler(1), handler(2)])).toEqual([2, 3]);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('tries again after a failure', async () => {
    const attempts = [Promise.reject(new Error('down')), Promise.resolve(async () => 'up')];
    const handler = openAtInit(() => attempts.shift() as Promise<(event: unknown) => Promise<string>>);
    await expect(handler(0)).rejects.toThrow('down');
    expect(await handler(0)).toBe('up');
  });
});
