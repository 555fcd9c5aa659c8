// Calls a handler as Lambda would, in a process of its own: `node calls.cjs HANDLER.js OPERATION`, one of the calls below. Its parent
// sends a number of calls, and is sent the milliseconds that they took: the first time from before the handler is required.
const [file, operation] = process.argv.slice(2);

/** Bounded: a service never sees more of one function's instance, and the handler's core is busy all the same. */
const AT_ONCE = 8;

const OWNER = '0190e1f8-0000-7000-8000-000000000001';
const ID = '0190e1f8-0000-7000-8000-000000000000';

/** What is called, by operation. */
const CALLS = {
  get: { route: 'GET /data/{model}/{id}', parameters: { model: 'model0', id: ID } },
  create: {
    route: 'POST /data/{model}',
    parameters: { model: 'model0' },
    body: { title: 'Hello', kind: 'b', count: 3, published: true, due: '2026-01-01T00:00:00Z' },
  },
  update: {
    route: 'PATCH /data/{model}/{id}',
    parameters: { model: 'model0', id: ID },
    body: { title: 'Hello again', count: 4 },
    headers: { 'if-match': '"3"' },
  },
  operator: { route: 'PATCH /data/{model}/{id}', parameters: { model: 'model0', id: ID }, body: { $increment: { count: 1 } } },
  transact: {
    route: 'POST /transactions',
    parameters: {},
    body: {
      actions: Array.from({ length: 5 }, (_, i) => ({
        model: `model${i}`,
        create: { title: 'Hello', kind: 'b', count: i, published: true },
      })),
    },
  },
  query: { route: 'GET /data/{model}', parameters: { model: 'model0' }, query: { owner: 'me', order: 'desc', limit: '25' } },
  include: {
    route: 'POST /data/{model}/query',
    parameters: { model: 'books' },
    body: { owner: 'me', include: { notes: { limit: 10, include: { author: true } } } },
  },
};
const { route, parameters, query, body, headers } = CALLS[operation];
const BODY = body && JSON.stringify(body);
const QUERY = new URLSearchParams(query).toString();

/** What API Gateway sends, payload format 2.0, by a client in a browser. */
function event() {
  const [method, template] = route.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name) => parameters[name]);
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: QUERY,
    ...(query && { queryStringParameters: query }),
    headers: {
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      'accept-language': 'en-GB,en;q=0.9',
      authorization: `Bearer ${'e'.repeat(1_000)}`,
      'content-length': String(BODY?.length ?? 0),
      ...(BODY && { 'content-type': 'application/json', 'idempotency-key': nextKey() }),
      ...headers,
      host: 'abcdefghij.execute-api.eu-west-1.amazonaws.com',
      origin: 'https://app.example.com',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'x-amzn-trace-id': 'Root=1-68c00000-0123456789abcdef01234567',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      authorizer: {
        jwt: {
          claims: { sub: OWNER, token_use: 'access', scope: 'aws.cognito.signin.user.admin', username: OWNER, exp: '1760000000' },
          scopes: ['aws.cognito.signin.user.admin'],
        },
      },
      domainName: 'abcdefghij.execute-api.eu-west-1.amazonaws.com',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: route,
      stage: '$default',
      time: '01/Oct/2025:00:00:00 +0000',
      timeEpoch: 1759276800000,
    },
    pathParameters: parameters,
    ...(BODY && { body: BODY }),
    isBase64Encoded: false,
  };
}

let keys = 0;
/** A UUIDv7 of now. */
function nextKey() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(keys++).toString(16).padStart(12, '0')}`;
}

async function call(count) {
  const started = performance.now();
  const { handler } = require(file);
  let left = count;
  const caller = async () => {
    while (left-- > 0) {
      const { statusCode, body } = await handler(event());
      if (statusCode >= 300) throw new Error(`${operation} was answered with ${statusCode}: ${body}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, caller));
  return performance.now() - started;
}

process.on('message', async (count) => process.send(await call(count)));
process.on('disconnect', () => process.exit());
