import type { Access } from '../../shared/access.js';
import type { Context } from '../../shared/entry.js';
import type { Page } from '../../shared/page.js';
import { Problem } from '../../shared/problem.js';
import { list } from './list.js';
import { nameFault, normalizeName, objectKey, ownerIn } from './names.js';
import { PRESIGNED_SECONDS, type PresignedPost } from './presign.js';
import { admits, type Space, spaceIn } from './spaces.js';
import { createStore, type Store } from './store.js';
import { type Upload, upload } from './upload.js';

export type { PresignedPost, Upload };

/** A file, as rules and callers see it. */
export interface StoredFile {
  /** Whose it is: `guest` for what callers without a session uploaded. */
  readonly owner: string;
  /** May hold slashes; NFC. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType?: string;
  /** RFC 3339; absent before the upload. */
  readonly updatedAt?: string;
}

export interface FileUrl {
  readonly file: StoredFile;
  /** Answers the file as an attachment, to anyone who has it. */
  readonly url: string;
  /** RFC 3339, five minutes from now at most. */
  readonly expiresAt: string;
}

/**
 * All that can be done with files, for anyone's access; it knows no HTTP. Bytes never pass through it: they go from and to S3 by forms
 * and URLs that are good for one object and five minutes. Every call rejects with a Problem for what the caller did wrong.
 */
export interface FilesEngine {
  /**
   * @param input `name`, `size` in bytes and `contentType` of the file
   * @param options whom the file belongs to, the caller unless said
   */
  upload(access: Access, space: string, input: unknown, options?: { readonly owner?: string }): Promise<Upload>;
  /** @param owner an owner, or `me` */
  url(access: Access, space: string, owner: string, name: string): Promise<FileUrl>;
  /** @param parameters as text, as a query string has them: `owner` (`me` unless said), `prefix`, `limit`, `cursor` */
  list(access: Access, space: string, parameters: ReadonlyMap<string, string>): Promise<Page<StoredFile>>;
  delete(access: Access, space: string, owner: string, name: string): Promise<void>;
}

export function createFilesEngine(context: Context, store: Store = createStore(context)): FilesEngine {
  const { manifest, cursors, now } = context;

  /** Where a file would lie, and the file if it is there. */
  async function find(access: Access, space: Space, ownerText: string, nameText: string) {
    const owner = ownerIn(ownerText, access.owner);
    const name = normalizeName(nameText);
    if (owner === undefined || nameFault(name) !== undefined) throw new Problem('not-found');
    const key = objectKey(space.name, owner, name);
    const head = await store.head(key);
    const file: StoredFile | undefined = head && {
      owner,
      name,
      size: head.size,
      contentType: head.contentType,
      updatedAt: head.lastModified,
    };
    return { owner, name, key, file };
  }

  return {
    upload: async (access, space, input, options = {}) => upload(store, access, spaceIn(manifest, space), input, options),

    async url(access, spaceName, ownerText, nameText) {
      const space = spaceIn(manifest, spaceName);
      access.requireHope(space, 'get');
      const { key, name, file } = await find(access, space, ownerText, nameText);
      if (file === undefined || !admits(access, space, 'get', file)) throw new Problem('not-found');
      const url = store.presignGet({ key, fileName: name.slice(name.lastIndexOf('/') + 1) });
      return { file, url, expiresAt: new Date(now() + PRESIGNED_SECONDS * 1000).toISOString() };
    },

    list: async (access, space, parameters) => list(store, cursors, access, spaceIn(manifest, space), parameters),

    async delete(access, spaceName, ownerText, nameText) {
      const space = spaceIn(manifest, spaceName);
      access.requireHope(space, 'delete');
      const { key, owner, name, file } = await find(access, space, ownerText, nameText);
      // Who may delete it learns nothing from success where it is gone already, and a retry needs it.
      const mayDelete = admits(access, space, 'delete', file ?? { owner, name });
      if (!mayDelete) throw new Problem(file && admits(access, space, 'get', file) ? 'forbidden' : 'not-found');
      if (file) await store.delete(key);
    },
  };
}
