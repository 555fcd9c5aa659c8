// Serves the page, the generated client and the configuration to browsers of this machine, and nothing else.
//   node web/serve.mjs .plinth/config.json [PORT]
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const SERVED = ['web', 'client'].map((folder) => join(root, folder) + sep);
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
/** No script or style but ours; calls go to wherever the configuration says. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' http: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** The file that a path of a URL names: undefined if it is none of ours. */
function fileOf(path, configFile) {
  if (path === '/config.json') return configFile;
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  return SERVED.some((folder) => file.startsWith(folder)) && extname(file) in TYPES ? file : undefined;
}

async function answer({ method, url }, configFile) {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const path = pathOf(url);
  if (path === '/') return { status: 302, headers: { Location: '/web/' } };
  const file = path && fileOf(path, configFile);
  const body = file && (await readFile(file).catch(() => undefined));
  return body ? { status: 200, headers: { 'Content-Type': TYPES[extname(file)] }, body } : { status: 404 };
}

/** Undefined where it cannot be decoded. */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

/**
 * Listens on the loopback interface, at a port of the system's choice if that one is taken.
 * @returns {Promise<{ url: string, close(): void }>}
 */
export function serve(configFile, port = 4580) {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request, configFile);
    response.writeHead(status, { ...HEADERS, ...headers }).end(request.method === 'HEAD' ? undefined : body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || port === 0) return reject(error);
      serve(configFile, 0).then(resolve, reject);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://localhost:${server.address().port}/`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  const [, , configFile = '.plinth/config.json', port] = process.argv;
  console.log((await serve(configFile, port && Number(port))).url);
}
