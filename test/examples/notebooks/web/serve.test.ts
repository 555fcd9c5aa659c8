import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PageServer, servePage } from '../../../support/page-server';

const folder = mkdtempSync(join(tmpdir(), 'plinth-page-'));
let server: PageServer;
beforeAll(async () => {
  writeFileSync(join(folder, 'config.json'), '{"region":"us-east-1"}');
  server = await servePage(join(folder, 'config.json'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The status for a path as it is: `fetch` would take `..` away. */
function statusOf(path: string, { method = 'GET', host = '127.0.0.1' } = {}): Promise<number | string | undefined> {
  const { port } = new URL(server.url);
  return new Promise((resolve) => {
    const call = request({ host, port, path, method }, (answer) => resolve(answer.resume().statusCode));
    call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)).end();
  });
}

test('the page and what it loads are served, each as what it is', async () => {
  const page = await fetch(server.url);
  expect([page.url, page.headers.get('content-type')]).toEqual([`${server.url}web/`, 'text/html; charset=utf-8']);
  const html = await page.text();
  for (const [, file = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
    const { status, headers } = await fetch(new URL(file, page.url));
    expect([file, status, headers.get('x-content-type-options')]).toEqual([file, 200, 'nosniff']);
  }
  expect(await (await fetch(new URL('/config.json', server.url))).json()).toEqual({ region: 'us-east-1' });
});

test.each([
  '/web/nothing.html',
  '/notebooks.ts',
  '/local-secrets.json',
  '/web/../notebooks.ts',
  '/web/../../../package.json',
  '/web/%2e%2e/notebooks.ts',
  '/web/..%2fnotebooks.ts',
  '/web/..%2f..%2f..%2fpackage.json',
  '/web/..%5c..%5cpackage.json',
  '/webs/../local-secrets.json',
  '//etc/passwd',
  '/%2fetc/hosts.json',
  '/web/%00.html',
  '/web/%',
  '/web',
])('%s is not there', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

test('it only reads, and only for this machine', async () => {
  expect(await statusOf('/web/')).toBe(200);
  expect(await statusOf('/web/', { method: 'HEAD' })).toBe(200);
  expect(await statusOf('/web/', { method: 'POST' })).toBe(405);
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  for (const { address } of others.filter(({ internal, family }) => !internal && family === 'IPv4')) {
    expect(await statusOf('/web/', { host: address })).toBe('ECONNREFUSED');
  }
});
