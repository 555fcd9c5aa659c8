import { FILE_LIST_PARAMETERS, FILE_PAGE, type FieldProblem, readLimit } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Cursors } from '../../shared/cursor/index.js';
import type { Page } from '../../shared/page.js';
import { Problem } from '../../shared/problem.js';
import type { StoredFile } from './index.js';
import { MAX_NAME_BYTES, normalizeName, objectKey, ownerIn } from './names.js';
import { admits, type Space } from './spaces.js';
import type { Store } from './store.js';

/** One owner's files, so that the rules admit to all of them or to none: in the order of their names' UTF-8 bytes, without `contentType`, which S3 does not list. */
export async function list(
  store: Store,
  cursors: Cursors,
  access: Access,
  space: Space,
  parameters: ReadonlyMap<string, string>,
): Promise<Page<StoredFile>> {
  access.requireHope(space, 'list');
  const { owner, prefix, limit, cursor } = readParameters(access, parameters);
  if (!admits(access, space, 'list', { owner })) throw new Problem('forbidden');

  const folder = objectKey(space.name, owner, '');
  const context = [access.identity, space.name, owner, prefix];
  const after = cursor === undefined ? undefined : ((await cursors.open(cursor, context)) as string);
  const { objects, more } = await store.list({ prefix: folder + prefix, after, limit });
  const items = objects.map(({ key, size, lastModified }) => ({ owner, name: key.slice(folder.length), size, updatedAt: lastModified }));
  const last = objects.at(-1);
  return more && last ? { items, cursor: await cursors.seal(last.key, context) } : { items };
}

function readParameters(access: Access, parameters: ReadonlyMap<string, string>) {
  const errors: FieldProblem[] = [];
  const fault = (name: string, detail: string) => errors.push({ pointer: `?${name}`, detail });
  for (const name of parameters.keys()) {
    if (!(FILE_LIST_PARAMETERS as readonly string[]).includes(name))
      fault(name, `is no parameter of a list of files; there are ${FILE_LIST_PARAMETERS.join(', ')}`);
  }
  const owner = ownerIn(parameters.get('owner') ?? 'me', access.owner);
  if (owner === undefined) {
    fault(
      'owner',
      access.owner === undefined && !parameters.has('owner') ? 'must name an owner, where nobody is signed in' : 'is no owner',
    );
  }
  const prefix = normalizeName(parameters.get('prefix') ?? '');
  if (Buffer.byteLength(prefix) > MAX_NAME_BYTES) fault('prefix', `must be at most ${MAX_NAME_BYTES} bytes of UTF-8`);
  const limit = readLimit(parameters.get('limit'), FILE_PAGE);
  if (limit === undefined) fault('limit', `must be a number from 1 to ${FILE_PAGE.most}`);
  if (owner === undefined || limit === undefined || errors.length > 0) throw new Problem('invalid-request', undefined, { errors });
  return { owner, prefix, limit, cursor: parameters.get('cursor') };
}
