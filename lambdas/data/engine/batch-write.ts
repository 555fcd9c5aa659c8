import { MAX_WRITES } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { isUuidv7 } from '../../shared/uuid.js';
import { readAction, writingOf } from './action.js';
import type { DataContext } from './index.js';
import { listIn } from './transact.js';
import { type Deleted, type Written, write, writeRemoval } from './write.js';

/** What has become of one of several writes: it was done, or why it was not. */
export type WriteResult =
  | { readonly kind: 'done'; readonly written: Written }
  | { readonly kind: 'deleted'; readonly deleted: Deleted }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Writes, each on its own and all at once: none waits for another, and none is undone for another. */
export async function batchWrite(context: DataContext, access: Access, model: Model, input: unknown): Promise<readonly WriteResult[]> {
  const actions = listIn(input, 'writes', MAX_WRITES).map((action, i) =>
    readAction(action, `/writes/${i}`, ['key', ...(access.isAdmin ? ['owner'] : [])]),
  );
  return Promise.all(
    actions.map(async (action): Promise<WriteResult> => {
      try {
        const { kind, members } = action;
        if (kind === 'check') throw new Problem('invalid-request', 'A check is for transactions.');
        const key = keyIn(members.key);
        const writing = writingOf(context, access, model, action, { idempotencyKey: key });
        if (kind === 'delete') return { kind: 'deleted', deleted: await writeRemoval(writing) };
        return { kind: 'done', written: await write(writing) };
      } catch (error) {
        return { kind: 'failed', error };
      }
    }),
  );
}

/** @throws Problem `invalid-request` */
function keyIn(key: unknown): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === 'string' && isUuidv7(key.toLowerCase())) return key.toLowerCase();
  throw new Problem('invalid-request', 'The key of a write must be a UUID of version 7.');
}
