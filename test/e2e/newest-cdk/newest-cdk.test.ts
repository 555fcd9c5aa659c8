import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_DIR } from '../deployment';
import { synthesised, synthesiseNotes } from '../notes';
import { Consumer } from './consumer';

let consumer: Consumer;
let app: string;
beforeAll(async () => {
  consumer = new Consumer();
  await consumer.install();
  app = await consumer.synthesise('module');
}, 300_000);
afterAll(() => consumer.remove());

test('the package brings no dependency, and its peers are met', async () => {
  // `npm ls` fails where a peer is missing or of another version.
  const { dependencies, problems } = JSON.parse(await consumer.npm(['ls', '--all', '--json']));
  expect(problems).toBeUndefined();
  expect(dependencies['aws-cdk-lib'].version).toBe('2.276.0');
  const { peerDependencies, ...own } = JSON.parse(readFileSync(join(consumer.folder, 'node_modules/cdk-plinth/package.json'), 'utf8'));
  expect([own.dependencies, own.optionalDependencies]).toEqual([undefined, undefined]);
  expect(Object.keys(dependencies['cdk-plinth'].dependencies).sort()).toEqual(Object.keys(peerDependencies).sort());
});

test('the template and the client are those of the oldest aws-cdk-lib, from CommonJS and from ES modules', async () => {
  const oldest = await synthesiseNotes(join(E2E_DIR, 'oldest-cdk'));
  expect(synthesised(app)).toEqual(oldest);
  expect(synthesised(await consumer.synthesise('commonjs'))).toEqual(oldest);
});

const FRONT_END = `
import { type BackendConfig, BackendError, type BackendStorage } from 'cdk-plinth/client';
import { createClient, memoryStorage, type NotesItem } from './web/src/backend/index.js';

const storage: BackendStorage = memoryStorage();

export async function newest(config: BackendConfig): Promise<NotesItem[]> {
  try {
    const page = await createClient(config, { storage }).data.notes.newest({ owner: 'me', order: 'desc' });
    // @ts-expect-error
    page.item;
    return page.items;
  } catch (error) {
    if (error instanceof BackendError && error.code === 'unauthenticated') return [];
    // @ts-expect-error
    if (error instanceof BackendError && error.code === 401) return [];
    throw error;
  }
}
`;

const FUNCTION = `
import { asCaller, type CallEvent } from 'cdk-plinth/server';
import type { Backend } from './web/src/backend/index.js';

export async function handler(event: CallEvent<Backend, 'shout'>): Promise<{ loud: string }> {
  const { title } = await asCaller<Backend>(event).data.notes.get(event.input.text);
  // @ts-expect-error
  event.input.texts;
  return { loud: title };
}
`;

const CONSTRUCTS = `
import { Field } from 'cdk-plinth';

// @ts-expect-error
export const field: Field = Field.string({ maxLengths: 200 });
`;

test.each([
  ['node16', ['--module', 'node16']],
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
])('under moduleResolution %s the types of constructs, client and server hold, and are not `any`', async (_, options) => {
  const files = { 'front-end.ts': FRONT_END, 'function.ts': FUNCTION, 'constructs.ts': CONSTRUCTS };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  await expect(consumer.check(app, ['app.ts', ...Object.keys(files)], options)).resolves.toBeUndefined();
});
