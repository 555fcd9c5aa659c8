import type { ClientOptions } from '../core/config.js';
import { BackendError } from '../core/error.js';
import { exchange } from '../core/exchange.js';

export interface Progress {
  /** Bytes handed to the network so far. */
  loaded: number;
  total: number;
}

export interface PresignedPost {
  url: string;
  fields: Record<string, string>;
}

interface PostOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

const CHUNK = 65_536;

/**
 * Sends a file to S3 by a presigned POST (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 * The key is in the policy, so sending twice stores once. S3 wants to know the length beforehand.
 */
export async function postForm(
  { url, fields }: PresignedPost,
  file: Blob,
  contentType: string,
  { onProgress, signal }: PostOptions,
  options: ClientOptions,
): Promise<void> {
  const report = (loaded: number) => onProgress?.({ loaded: Math.min(loaded, file.size), total: file.size });
  report(0);
  const send = (signal: AbortSignal): Promise<Response> => {
    if (typeof XMLHttpRequest === 'function') {
      return byXhr(url, toForm(fields, file), report, signal);
    }
    if (onProgress && !options.fetch && isNode()) {
      return byStream(url, fields, file, contentType, report, signal);
    }
    return (options.fetch ?? fetch)(url, { method: 'POST', body: toForm(fields, file), signal });
  };
  const answer = await exchange(url, { method: 'POST', headers: {}, signal, repeatable: true, timeout: 0, send }, options);
  if (answer.status > 299) {
    throw errorOfS3(answer.status, String(answer.body), answer.headers);
  }
  report(file.size);
}

/** S3 reads no field that comes after the file. */
function toForm(fields: Record<string, string>, file: Blob): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, value);
  }
  form.append('file', file);
  return form;
}

/** Browsers and React Native tell of an upload's progress by XMLHttpRequest only. */
function byXhr(url: string, form: FormData, report: (loaded: number) => void, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    const fail = () => reject(new TypeError('The upload did not get through'));
    request.upload.addEventListener('progress', (event) => report(event.loaded));
    request.addEventListener('load', () => resolve(new Response(request.responseText || null, { status: request.status })));
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Whether `fetch` is undici's, which sends a stream with the `Content-Length` that it is given; others would send it in chunks, which S3 refuses. */
function isNode(): boolean {
  return !!(globalThis as any).process?.versions?.undici;
}

/** The form as a stream of small pieces, each asked for when the one before is on its way: so that the count is true. */
function byStream(
  url: string,
  fields: Record<string, string>,
  file: Blob,
  contentType: string,
  report: (loaded: number) => void,
  signal: AbortSignal,
): Promise<Response> {
  const boundary = crypto.randomUUID();
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  const head = Object.entries(fields).map(([name, value]) => `${part(name)}\r\n\r\n${value}\r\n`);
  const before = new Blob([...head, `${part('file')}; filename="file"\r\nContent-Type: ${contentType}\r\n\r\n`]);
  const form = new Blob([before, file, `\r\n--${boundary}--\r\n`]);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = new Uint8Array(await form.slice(sent, sent + CHUNK).arrayBuffer());
      if (chunk.byteLength === 0) {
        return controller.close();
      }
      report(Math.max(0, sent - before.size));
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': String(form.size) };
  return fetch(url, { method: 'POST', headers, body, signal, duplex: 'half' } as RequestInit);
}

const S3_CODES: Record<string, string> = { EntityTooLarge: 'too-large', EntityTooSmall: 'too-large', AccessDenied: 'forbidden' };

export function errorOfS3(status: number, xml: string, headers: Headers): BackendError {
  const member = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1];
  const code = S3_CODES[member('Code') ?? ''] ?? (status === 403 ? 'forbidden' : status === 404 ? 'not-found' : 'internal');
  return new BackendError(code, member('Message') ?? `Status ${status}`, status, {
    requestId: headers.get('x-amz-request-id') ?? undefined,
  });
}
