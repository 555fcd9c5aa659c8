import { randomUUID } from 'node:crypto';
import { checkValues, type FieldProblem, type Fields } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { Problem, requireValid } from '../../shared/problem.js';
import { TRAIL_METADATA, trailText } from '../../shared/trail.js';
import { accepts, isMediaType } from './content-types.js';
import type { StoredFile } from './index.js';
import { isOwner, nameFault, NOBODY, normalizeName, objectKey } from './names.js';
import type { PresignedPost } from './presign.js';
import { admits, type Space } from './spaces.js';
import type { Store } from './store.js';

export interface Upload {
  /** The file as it will be stored: its name may differ from the one asked for. */
  readonly file: StoredFile;
  /** What to post, with the bytes, within five minutes. */
  readonly upload: PresignedPost;
}

const UPLOAD: Fields = {
  name: { type: 'string', required: true },
  size: { type: 'integer', required: true, min: 0 },
  contentType: { type: 'string', required: true },
};

/** Whoever may create a file may replace one of the same name and owner: nothing else lies under that key. */
export function upload(
  store: Store,
  access: Access,
  space: Space,
  input: unknown,
  { owner = access.owner }: { readonly owner?: string },
): Upload {
  access.requireHope(space, 'create');
  const { name, size, contentType } = readUpload(space, input);
  const file = { owner: owner ?? NOBODY, name: owner === undefined ? `${randomUUID()}/${name}` : name, size, contentType };
  requireValid(nameErrors(file.name));
  if (owner !== undefined && !isOwner(owner)) throw new Problem('forbidden', 'The name of this owner cannot be part of a file’s.');
  if (!admits(access, space, 'create', file)) throw new Problem('forbidden');
  const metadata = access.trail && { [TRAIL_METADATA]: trailText(access.trail) };
  return { file, upload: store.presignPost({ key: objectKey(space.name, file.owner, file.name), size, contentType, metadata }) };
}

function readUpload(space: Space, input: unknown): { name: string; size: number; contentType: string } {
  const { value, errors } = checkValues(UPLOAD, input);
  requireValid(errors);
  const { name, size, contentType } = value as { name: string; size: number; contentType: string };
  const normalized = normalizeName(name);
  const found = [...nameErrors(normalized)];
  if (size > space.maxSize) found.push({ pointer: '/size', detail: `must be at most ${space.maxSize} bytes` });
  if (!isMediaType(contentType)) found.push({ pointer: '/contentType', detail: 'must be a media type, such as image/png' });
  else if (!accepts(space.contentTypes, contentType)) {
    found.push({ pointer: '/contentType', detail: `must be one of ${space.contentTypes?.join(', ')}` });
  }
  requireValid(found);
  return { name: normalized, size, contentType };
}

function nameErrors(name: string): FieldProblem[] {
  const detail = nameFault(name);
  return detail === undefined ? [] : [{ pointer: '/name', detail }];
}
