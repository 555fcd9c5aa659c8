import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Progress, postForm } from '../../../client/files/upload';
import { rejection } from '../scripted';

/** A bucket, slow at first, that keeps what it was sent. */
interface Bucket {
  url: string;
  server: Server;
  requests: { headers: IncomingMessage['headers']; body: Buffer; received: number[] }[];
}

async function bucket(answer: (count: number) => { status: number; body?: string } = () => ({ status: 204 })): Promise<Bucket> {
  const requests: Bucket['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const entry = { headers: request.headers, body: Buffer.alloc(0), received: [] as number[] };
    requests.push(entry);
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      entry.received.push(chunk.length);
      if (chunks.length < 20) {
        request.pause();
        setTimeout(() => request.resume(), 5);
      }
    });
    request.on('end', () => {
      entry.body = Buffer.concat(chunks);
      const { status, body } = answer(requests.length);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, requests };
}

const MEGABYTE = new Uint8Array(1_000_003).map((_, index) => index % 251);
const FILE = new Blob(Array<BlobPart>(24).fill(MEGABYTE));
let open: Bucket | undefined;

afterEach(async () => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  open?.server.closeAllConnections();
  await new Promise((resolve) => (open ? open.server.close(resolve) : resolve(undefined)));
  open = undefined;
});

test('in Node the progress is that of the bytes on their way, and the bucket is told the length', async () => {
  open = await bucket();
  const progress: Progress[] = [];
  const received: number[] = [];
  await postForm(
    { url: open.url, fields: { key: 'k', Policy: 'ä' } },
    FILE,
    'text/plain',
    {
      onProgress: (each) => {
        progress.push(each);
        received.push(open?.requests[0]?.received.reduce((sum, size) => sum + size, 0) ?? 0);
      },
    },
    {},
  );
  const [request] = open.requests;
  expect(request?.headers['content-length']).toBe(String(request?.body.length));
  expect(request?.headers['transfer-encoding']).toBeUndefined();
  expect(progress[0]).toEqual({ loaded: 0, total: FILE.size });
  expect(progress.at(-1)).toEqual({ loaded: FILE.size, total: FILE.size });
  expect(progress.length).toBeGreaterThan(50);
  expect(progress.every(({ loaded }, index) => loaded >= (progress[index - 1]?.loaded ?? 0))).toBe(true);
  // What is said to be on its way has arrived, but for what sockets hold in between.
  const nearlyDone = progress.findIndex(({ loaded }) => loaded >= FILE.size * 0.9);
  expect(received[nearlyDone]).toBeGreaterThan(FILE.size / 4);

  const form = await new Response(request?.body as BodyInit, {
    headers: { 'content-type': request?.headers['content-type'] as string },
  }).formData();
  expect([...form.keys()]).toEqual(['key', 'Policy', 'file']);
  expect(form.get('Policy')).toBe('ä');
  expect((form.get('file') as File).type).toBe('text/plain');
  expect(Buffer.from(await (form.get('file') as File).arrayBuffer()).equals(Buffer.from(await FILE.arrayBuffer()))).toBe(true);
});

test('it begins anew where the bucket asks for patience, and says what the bucket refuses', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  open = await bucket((count) => (count === 1 ? { status: 503 } : { status: 400, body: '<Code>EntityTooLarge</Code>' }));
  const { url } = open;
  const refused = postForm({ url, fields: {} }, FILE, 'text/plain', { onProgress: () => undefined }, {});
  expect(await rejection(refused)).toMatchObject({ code: 'too-large', status: 400 });
  expect(open.requests.map(({ body }) => body.length > FILE.size)).toEqual([true, true]);
});

test('it ends with the signal', async () => {
  open = await bucket();
  const controller = new AbortController();
  const onProgress = ({ loaded }: Progress) => loaded > 0 && controller.abort();
  const upload = postForm({ url: open.url, fields: {} }, FILE, 'text/plain', { onProgress, signal: controller.signal }, {});
  expect((await rejection(upload)).name).toBe('AbortError');
});

class UploadProgress extends Event {
  constructor(readonly loaded: number) {
    super('progress');
  }
}

/** The part of XMLHttpRequest that an upload uses; a test says how it goes. */
class Request extends EventTarget {
  static readonly sent: { form: FormData; request: Request }[] = [];
  static respond: (request: Request) => unknown;
  readonly upload = new EventTarget();
  readonly status = 204;
  readonly responseText = '';
  aborted = false;
  open() {}
  abort() {
    this.aborted = true;
    this.dispatchEvent(new Event('abort'));
  }
  send(form: FormData) {
    Request.sent.push({ form, request: this });
    Request.respond(this);
  }
}

function post(onProgress: (progress: Progress) => void, signal?: AbortSignal) {
  const form = { url: 'https://bucket.test', fields: { key: 'k' } };
  return postForm(form, new Blob(['hello']), 'text/plain', { onProgress, signal }, { attempts: 1 });
}

describe('where XMLHttpRequest is, its progress is told', () => {
  beforeEach(() => {
    (globalThis as any).XMLHttpRequest = Request;
    Request.sent.length = 0;
  });

  test('up to the size of the file, which is less than that of the form', async () => {
    Request.respond = (request) => {
      request.upload.dispatchEvent(new UploadProgress(3));
      request.upload.dispatchEvent(new UploadProgress(900));
      request.dispatchEvent(new Event('load'));
    };
    const loaded: number[] = [];
    await post((progress) => loaded.push(progress.loaded));
    expect(loaded).toEqual([0, 3, 5, 5]);
    expect([...(Request.sent[0]?.form.keys() ?? [])]).toEqual(['key', 'file']);
  });

  test('a failure is one of the network, an abort the signal', async () => {
    Request.respond = (request) => request.dispatchEvent(new Event('error'));
    expect(await rejection(post(() => undefined))).toMatchObject({ code: 'network' });
    const controller = new AbortController();
    Request.respond = () => controller.abort();
    expect((await rejection(post(() => undefined, controller.signal))).name).toBe('AbortError');
    expect(Request.sent[1]?.request.aborted).toBe(true);
  });
});
