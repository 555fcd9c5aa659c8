import type { CallOptions, ClientOptions } from '../core/config.js';
import { type Page, type Pages, paginate } from '../core/pages.js';
import { BackendError } from '../core/error.js';
import type { Send } from '../core/request.js';
import { errorOfS3, type Progress, postForm } from './upload.js';

export type { Progress } from './upload.js';

/** A stored file. Its owner and its name together are its key. */
export interface FileItem {
  /** `guest` where nobody was signed in. */
  owner: string;
  /** May hold slashes. */
  name: string;
  /** Bytes. */
  size: number;
  /** Absent in lists. */
  contentType?: string;
  /** RFC 3339; absent in the answer to an upload. */
  updatedAt?: string;
}

/** A file by its name, the caller's own unless said otherwise; or as a list gave it. */
export type FileName = string | { owner: string; name: string };

/** A link that anyone may read the file by, until it expires. */
export interface FileUrl {
  file: FileItem;
  url: string;
  /** RFC 3339. */
  expiresAt: string;
}

export interface UploadOptions extends CallOptions {
  /** @default the file's own name */
  name?: string;
  /** @default the file's own type, else `application/octet-stream` */
  contentType?: string;
  /** Told of the bytes on their way, as they go where the platform tells: in browsers, React Native and Node; else at the beginning and the end. */
  onProgress?: (progress: Progress) => void;
}

export interface FileListOptions extends CallOptions {
  /** @default 'me' */
  owner?: string;
  /** What names begin with. */
  prefix?: string;
  /** Results a page, 1 to 1,000. @default 100 */
  limit?: number;
  /** Where a page before this one ended. */
  cursor?: string;
}

export interface FileSpace {
  /**
   * Stores a file, in place of one of that name. The bytes go to the bucket itself.
   * @throws BackendError `validation-failed` where name, size or type will not do, `forbidden`, `too-large` where S3 got other bytes than announced
   */
  upload(file: Blob, options?: UploadOptions): Promise<FileItem>;
  url(file: FileName, options?: CallOptions): Promise<FileUrl>;
  /** The file as a response, to read as text, bytes, a blob or a stream. */
  download(file: FileName, options?: CallOptions): Promise<Response>;
  list(options?: FileListOptions): Pages<FileItem>;
  delete(file: FileName, options?: CallOptions): Promise<void>;
}

/** The calls of one space. `guest` holds the operations that a rule admits guests to. */
export function createSpace(send: Send, space: string, guest: readonly string[], options: ClientOptions = {}): FileSpace {
  const path = ['files', space];
  const pathTo = (file: FileName) => {
    const { owner, name } = typeof file === 'string' ? { owner: 'me', name: file } : file;
    return [...path, owner, ...name.split('/')];
  };
  const url = (file: FileName, { signal }: CallOptions = {}): Promise<FileUrl> =>
    send({ method: 'GET', path: pathTo(file), signal, guest: guest.includes('get') });

  return {
    async upload(blob, { name = (blob as Partial<File>).name, contentType, onProgress, signal } = {}) {
      const body = { name, size: blob.size, contentType: contentType || blob.type || 'application/octet-stream' };
      const { file, upload } = await send({ method: 'POST', path, body, signal, guest: guest.includes('create') });
      await postForm(upload, blob, body.contentType, { onProgress, signal }, options);
      return file;
    },
    url,
    async download(file, { signal } = {}) {
      const link = await url(file, { signal });
      const get = options.fetch ?? fetch;
      const response = await get(link.url, { signal }).catch((cause) => {
        throw signal?.aborted ? cause : new BackendError('network', 'The file could not be reached', 0, { cause });
      });
      if (!response.ok) {
        throw errorOfS3(response.status, await response.text(), response.headers);
      }
      return response;
    },
    list: ({ signal, ...query } = {}) =>
      paginate(
        (cursor = query.cursor) =>
          send({ method: 'GET', path, query: { ...query, cursor }, signal, guest: guest.includes('list') }) as Promise<Page<FileItem>>,
      ),
    delete: (file, { signal } = {}) => send({ method: 'DELETE', path: pathTo(file), signal, guest: guest.includes('delete') }),
  };
}
