import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/child.mjs';
import { forkOn, message } from '../support/cores.mjs';
import { environment } from '../support/environment.mjs';

const RULES = [{ allow: 'owner' }];
const belongsTo = (model, field) => ({ kind: 'belongsTo', model, field, onDelete: 'cascade' });
const MODELS = {
  books: {
    fields: { title: { type: 'string' } },
    rules: RULES,
    indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
    relations: { notes: { kind: 'hasMany', model: 'notes', field: 'bookId', index: 'byBook' } },
  },
  notes: {
    fields: { bookId: { type: 'id' }, authorId: { type: 'id' } },
    rules: [...RULES, { allow: 'related', relation: 'book' }],
    indexes: { byBook: { partition: ['bookId'], sort: ['createdAt'] } },
    relations: { book: belongsTo('books', 'bookId'), author: belongsTo('authors', 'authorId') },
  },
  authors: { fields: { name: { type: 'string' } }, rules: [{ allow: 'authenticated' }], indexes: {} },
};

/** How often one list waits for DynamoDB that includes ten items of each of 25, and one of each of those. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  const stub = forkOn(1, join(ROOT, 'bench/support/library.mjs'));
  try {
    mkdirSync(join(folder, 'data'));
    copyFileSync(join(ROOT, 'assets/handlers/data/index.js'), join(folder, 'data/index.js'));
    const manifest = {
      manifestVersion: 1,
      backendId: 'bench',
      auth: { ownerClaim: 'sub', userName: 'uuid', groups: [] },
      data: { models: MODELS },
    };
    writeFileSync(join(folder, 'data/manifest.json'), JSON.stringify(manifest));
    const env = environment(await message(stub));
    const caller = forkOn(0, join(ROOT, 'bench/support/calls.cjs'), [join(folder, 'data/index.js'), 'include'], env);
    caller.send(1);
    await message(caller);
    stub.send('asked');
    const { roundTrips, requests } = await message(stub);
    caller.disconnect();
    return [
      {
        id: 'data.calls.include',
        value: roundTrips,
        unit: 'round trips',
        limit: 3,
        reference: `25 items with ten of each and one of each of those: ${requests} reads`,
      },
    ];
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
