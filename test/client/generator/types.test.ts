import { DATA_ONLY, manyModels, SHOP } from '../manifests';
import { openWorkshop, type Workshop } from './built';
import { check } from './typed';

let workshop: Workshop;
beforeAll(() => {
  workshop = openWorkshop();
}, 60_000);
afterAll(() => workshop.remove());

test('right calls type, and wrong ones do not', () => {
  const { faults } = check(
    workshop.write(SHOP),
    `
import { BackendError, createClient, memoryStorage, type Backend, type Create, type NotesItem, type Session } from './index.js';
import { checks } from './checks.js';

const api = createClient({ apiUrl: 'https://api' }, { storage: memoryStorage(), checks });
createClient({ apiUrl: '' }, { storage: localStorage, token: async () => 'token' });
// @ts-expect-error the API has an address
createClient({});

export async function data(signal: AbortSignal) {
  const note: NotesItem = await api.data.notes.create({ title: 'a', tags: ['a'], extra: { any: ['thing'] } }, { signal });
  const owner: string | undefined = note.owner;
  await api.data.notes.update(note.id, { rank: null }, { ifVersion: note.version });
  // @ts-expect-error a title is required
  await api.data.notes.create({});
  // @ts-expect-error there is no such model
  api.data.note;
  return owner;
}

export async function others(file: File) {
  const session: Session | undefined = await api.auth.session();
  const { userId } = await api.auth.signIn({ email: 'a', password: 'b' });
  await api.auth.confirmSignIn(userId);
  const stored = await api.files.attachments.upload(file, { onProgress: ({ loaded, total }) => loaded / total });
  await (await api.files.attachments.download(stored)).blob();
  // @ts-expect-error there is no such space
  api.files.other;
  const { text } = await api.functions.summarize({ note: 'n' }, { repeatable: true });
  await api.functions.ping();
  // @ts-expect-error a note is required
  await api.functions.summarize({});
  // @ts-expect-error ping takes nothing
  await api.functions.ping({ a: 1 });
  // @ts-expect-error nightly is for its schedule only
  api.functions.nightly;
  await api.push.register({ platform: 'apnsSandbox', token: 't' });
  await api.push.subscribe('news');
  // @ts-expect-error there is no such platform
  await api.push.register({ platform: 'apns', token: 't' });
  // @ts-expect-error there is no such topic
  await api.push.subscribe('olds');
  try {
    await api.auth.signOut({ everywhere: true });
  } catch (error) {
    if (error instanceof BackendError && error.code === 'not-confirmed') error.fields['/a'];
  }
  return { session, text };
}

const created: Create<'notes'> = { title: 'a' };
const length: number = ({} as Backend['functions']['summarize']['input']).length;
const space: Backend['files'] = 'attachments';
// @ts-expect-error there is no such topic
const topic: Backend['topics'] = 'olds';
const found = checks.create('notes', created).map(({ pointer, detail }) => pointer + detail);
export { created, found, length, space, topic };
`,
  );
  expect(faults).toEqual([]);
}, 60_000);

test('a client has only what its backend has', () => {
  const { faults } = check(
    workshop.write(DATA_ONLY),
    `
import * as client from './index.js';
const api = client.createClient({ apiUrl: '' }, { token: () => undefined });
api.data.notes.get('1');
for (const other of ['auth', 'files', 'functions', 'push'] as const) {
  // @ts-expect-error there is no other capability
  api[other];
}
// @ts-expect-error there is nothing to keep
client.memoryStorage;
`,
  );
  expect(faults).toEqual([]);
}, 60_000);

/** A call of each model. */
function usage(count: number): string {
  const calls = Array.from(
    { length: count },
    (_, index) => `api.data.model${index}.newest({ owner: 'me' }).then(({ items }) => items[0]?.title);\n`,
  );
  return `import { createClient } from './index.js';\nconst api = createClient({ apiUrl: '' });\n${calls.join('')}`;
}

test('an application checks as fast with many models: what TypeScript instantiates is linear', () => {
  const [few, more, most] = [50, 100, 200].map((count) => check(workshop.write(manyModels(count)), usage(count)));
  expect([few?.faults, more?.faults, most?.faults]).toEqual([[], [], []]);
  const [first, second] = [
    (more?.instantiations ?? 0) - (few?.instantiations ?? 0),
    (most?.instantiations ?? 0) - (more?.instantiations ?? 0),
  ];
  expect(second).toBeLessThanOrEqual(first * 2.1);
  expect(second / 100).toBeLessThan(500);
}, 120_000);
