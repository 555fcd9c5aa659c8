import type { FilesEngine } from '../../../lambdas/files/engine/index';
import { fileCalls } from '../../../lambdas/server/files';
import { accessOf } from '../../../lambdas/shared/access';
import { startStubService } from '../../support/stub-service';

const ann = accessOf({ owner: 'ann', groups: [] });
const file = { owner: 'ann', name: 'a/b.txt', size: 5, contentType: 'text/plain' };

describe('files inside a function', () => {
  let s3: Awaited<ReturnType<typeof startStubService>>;
  let status = 200;
  beforeAll(async () => {
    s3 = await startStubService(() => ({ status, body: 'hello' }));
  });
  beforeEach(() => {
    status = 200;
    s3.requests.length = 0;
  });
  afterAll(() => s3.close());

  /** An engine whose URLs lead to the stub. */
  function callsOver() {
    const engine = {
      upload: jest.fn(async () => ({ file, upload: { url: `${s3.url}/`, fields: { key: 'attachments/ann/a/b.txt' } } })),
      url: jest.fn(async () => ({ file, url: `${s3.url}/get`, expiresAt: 'soon' })),
      list: jest.fn(async (_access, _space, parameters: Map<string, string>) =>
        parameters.has('cursor') ? { items: [file] } : { items: [file], cursor: 'next' },
      ),
      delete: jest.fn(async () => undefined),
    };
    return {
      engine,
      space: fileCalls((work) => work(engine as unknown as FilesEngine, ann)).attachments as ReturnType<typeof fileCalls>[string],
    };
  }

  it('uploads by the form', async () => {
    const { engine, space } = callsOver();
    expect(await space.upload(new Blob(['hello'], { type: 'text/plain' }), { name: 'a/b.txt' })).toEqual(file);
    expect(engine.upload).toHaveBeenCalledWith(
      ann,
      'attachments',
      { name: 'a/b.txt', size: 5, contentType: 'text/plain' },
      { owner: 'ann' },
    );
    expect(s3.requests[0]?.body).toMatch(/name="key"[^]*attachments\/ann\/a\/b.txt[^]*name="file"[^]*hello/);
    await space.upload(new Blob(['x']), { name: 'x', owner: 'bob' });
    expect(engine.upload).toHaveBeenLastCalledWith(
      ann,
      'attachments',
      { name: 'x', size: 1, contentType: 'application/octet-stream' },
      { owner: 'bob' },
    );
  });

  it('downloads by the URL, and tells where S3 refuses', async () => {
    const { engine, space } = callsOver();
    expect(await (await space.download('a/b.txt')).text()).toBe('hello');
    expect(engine.url).toHaveBeenCalledWith(ann, 'attachments', 'me', 'a/b.txt');
    status = 403;
    await expect(space.download({ owner: 'bob', name: 'x' })).rejects.toThrow('403');
    await expect(space.upload(new Blob(['x']), { name: 'x' })).rejects.toThrow('403');
  });

  it('lists, page by page, and deletes', async () => {
    const { engine, space } = callsOver();
    const names: string[] = [];
    for await (const { name } of space.list({ prefix: 'a/' })) names.push(name);
    expect(names).toEqual(['a/b.txt', 'a/b.txt']);
    expect(engine.list).toHaveBeenLastCalledWith(
      ann,
      'attachments',
      new Map([
        ['prefix', 'a/'],
        ['cursor', 'next'],
      ]),
    );
    await space.delete(file);
    expect(engine.delete).toHaveBeenCalledWith(ann, 'attachments', 'ann', 'a/b.txt');
  });
});
