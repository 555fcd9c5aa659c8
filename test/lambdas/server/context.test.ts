import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openContext } from '../../../lambdas/server/context';

const manifest = (backendId: string) => JSON.stringify({ manifestVersion: 1, backendId });
const found = async (LAMBDA_TASK_ROOT: string, from?: string) => (await openContext({ LAMBDA_TASK_ROOT }, from)).manifest.backendId;

describe('the context of a user’s function', () => {
  const root = mkdtempSync(join(tmpdir(), 'plinth-server-'));
  const code = join(root, 'code');
  const empty = join(root, 'empty');
  const module = pathToFileURL(join(code, 'index.mjs')).href;

  beforeAll(() => {
    for (const folder of [code, empty, join(root, 'task/node_modules/plinth-manifest')]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(code, 'manifest.json'), manifest('beside'));
    writeFileSync(join(root, 'task/node_modules/plinth-manifest/index.json'), manifest('layer'));
    writeFileSync(join(root, 'task/node_modules/plinth-manifest/package.json'), '{"main":"index.json"}');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('has the manifest beside the code, where the code is one ES module or CommonJS', async () => {
    expect(await found(empty, module)).toBe('beside');
    expect(await found(code)).toBe('beside');
    expect(await found(code, pathToFileURL(join(empty, 'chunk.mjs')).href)).toBe('beside');
  });

  it('has it from a layer', async () => {
    expect(await found(join(root, 'task'))).toBe('layer');
  });

  it('says what is missing', async () => {
    await expect(found(empty)).rejects.toThrow('plinth-manifest');
  });
});
