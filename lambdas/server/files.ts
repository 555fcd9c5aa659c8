import type { FileUrl, FilesEngine, StoredFile } from '../files/engine/index.js';
import { named } from './named.js';
import { type Pages, pagesOf, parametersOf } from './pages.js';
import type { Run } from './server.js';

/** A file by its name, the caller's own unless said otherwise; or as a list or an event gave it. */
export type FileName = string | { readonly owner: string; readonly name: string };

export interface FileListOptions {
  /** @default the caller; a function that works as admin must name one */
  readonly owner?: string;
  /** What names begin with. */
  readonly prefix?: string;
  /** Results a page, 1 to 1000. @default 100 */
  readonly limit?: number;
  readonly cursor?: string;
}

export interface UploadOptions {
  /** May hold slashes. */
  readonly name: string;
  /** @default the blob's own type, else `application/octet-stream` */
  readonly contentType?: string;
  /** Whose the file becomes. @default the caller's; a function that works as admin makes one of nobody's unless it names an owner */
  readonly owner?: string;
}

/** The calls of one file space. Each throws a Problem for what is refused, and an Error where S3 cannot be reached. */
export interface FileCalls {
  /** Stores a file, in place of one of that name. Its bytes pass through this function's memory. */
  upload(file: Blob, options: UploadOptions): Promise<StoredFile>;
  /** A link that anyone may read the file by, for five minutes. */
  url(file: FileName): Promise<FileUrl>;
  /** The file as a response, to read as text, bytes, a blob or a stream. */
  download(file: FileName): Promise<Response>;
  list(options?: FileListOptions): Pages<StoredFile>;
  delete(file: FileName): Promise<void>;
}

/** Files as the client calls them, by way of the engine. */
export function fileCalls(run: Run<FilesEngine>): { readonly [space: string]: FileCalls } {
  return named((space) => {
    const url = (file: FileName) => run((engine, access) => engine.url(access, space, ...placeOf(file)));
    return {
      async upload(blob, { name, owner, contentType = blob.type || 'application/octet-stream' }) {
        const input = { name, size: blob.size, contentType };
        const { file, upload } = await run((engine, access) => engine.upload(access, space, input, { owner: owner ?? access.owner }));
        const form = new FormData();
        for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
        form.append('file', blob);
        await answerOf(fetch(upload.url, { method: 'POST', body: form }));
        return file;
      },
      url,
      download: async (file) => answerOf(fetch((await url(file)).url)),
      list: (options = {}) =>
        pagesOf((cursor = options.cursor) => run((engine, access) => engine.list(access, space, parametersOf({ ...options, cursor })))),
      delete: (file) => run((engine, access) => engine.delete(access, space, ...placeOf(file))),
    };
  });
}

const placeOf = (file: FileName): [owner: string, name: string] => (typeof file === 'string' ? ['me', file] : [file.owner, file.name]);

async function answerOf(answering: Promise<Response>): Promise<Response> {
  const response = await answering;
  if (!response.ok) throw new Error(`S3 answered ${response.status}: ${await response.text()}`);
  return response;
}
