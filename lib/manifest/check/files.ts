import type { Manifest, SpaceSpec } from '../manifest';
import type { Operation } from '../rules';
import { at, duplicates, type Fault } from './fault';
import { checkNames } from './names';
import { checkRules } from './rules';

/** What one POST can store, in bytes: 5 GiB. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
export const MAX_FILE_SIZE = 5_368_709_120;
const FILE_OPERATIONS: readonly Operation[] = ['create', 'get', 'list', 'delete'];
/** An exact media type, or all of one kind. @see https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const CONTENT_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/(\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126})$/;

export function* checkFiles(manifest: Manifest): Iterable<Fault> {
  const spaces = manifest.files?.spaces ?? {};
  const path = 'files.spaces';
  yield* checkNames(path, 'file space', Object.keys(spaces));
  for (const [name, space] of Object.entries(spaces)) {
    yield* checkSpace(space, at(path, name), manifest);
  }
}

function* checkSpace(space: SpaceSpec, path: string, { auth }: Manifest): Iterable<Fault> {
  const guarded = { kind: 'a file space', operations: FILE_OPERATIONS, owned: true, fields: {}, example: 'rules: [Rule.owner()]' };
  yield* checkRules(space.rules, at(path, 'rules'), guarded, auth);
  if (!Number.isSafeInteger(space.maxSize) || space.maxSize < 1 || space.maxSize > MAX_FILE_SIZE) {
    yield { path: at(path, 'maxSize'), message: `one upload stores 1 byte to 5 GiB (${MAX_FILE_SIZE} bytes), is ${space.maxSize} bytes` };
  }
  yield* checkContentTypes(space.contentTypes, at(path, 'contentTypes'));
}

function* checkContentTypes(types: readonly string[] | undefined, path: string): Iterable<Fault> {
  if (types?.length === 0) {
    yield { path, message: 'no content type at all would admit no file; leave contentTypes out to admit any' };
  }
  for (const [i, type] of (types ?? []).entries()) {
    if (!CONTENT_TYPE.test(type)) {
      const fix = type === '*/*' || type === '*' ? '; leave contentTypes out to admit any' : '';
      yield { path: at(path, i), message: `must be a media type in lower case ("image/png", "image/*"), is ${JSON.stringify(type)}${fix}` };
    }
  }
  for (const type of duplicates(types ?? [])) {
    yield { path, message: `names "${type}" more than once; name it once` };
  }
}
