import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { DATA_ONLY, manyModels, SHOP } from '../manifests';
import { openWorkshop, type Workshop } from './built';

let workshop: Workshop;
beforeAll(() => {
  workshop = openWorkshop();
}, 60_000);
afterAll(() => workshop.remove());

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: false,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  // The client's own declarations are checked, TypeScript's are not.
  skipDefaultLibCheck: true,
};

function check(folder: string, usage: string) {
  const file = join(folder, 'usage.ts');
  writeFileSync(file, usage);
  const program = ts.createProgram([file], OPTIONS);
  const faults = ts.getPreEmitDiagnostics(program).map((fault) => {
    const at = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0).line ?? 0;
    return `${fault.file?.fileName.slice(folder.length)}:${at + 1} ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`;
  });
  return { faults, instantiations: program.getInstantiationCount() };
}

test('right calls type, and wrong ones do not', () => {
  const { faults } = check(
    workshop.write(SHOP),
    `
import { BackendError, createClient, memoryStorage, type Backend, type NotesItem, type Session } from './index.js';
import { checks } from './checks.js';

const api = createClient({ apiUrl: 'https://api' }, { storage: memoryStorage(), checks });
createClient({ apiUrl: '' }, { storage: localStorage, token: async () => 'token' });
// @ts-expect-error the API has an address
createClient({});

export async function data(signal: AbortSignal) {
  const note: NotesItem = await api.data.notes.create({ title: 'a', tags: ['a'], extra: { any: ['thing'] } }, { signal });
  const owner: string | undefined = note.owner;
  const kind: 'idea' | "it's" = note.kind;
  const floor: number | undefined = note.address?.floor;
  await api.data.notes.create({ id: 'own', title: 'a', address: { street: 's' } });
  await api.data.notes.update(note.id, { rank: null, address: { floor: null } }, { ifVersion: note.version });
  await api.data.notes.delete(note.id);
  // @ts-expect-error a title is required
  await api.data.notes.create({});
  // @ts-expect-error it is text
  await api.data.notes.create({ title: 1 });
  // @ts-expect-error there is no such field
  await api.data.notes.create({ title: 'a', titel: 'b' });
  // @ts-expect-error the owner is the server's to set
  await api.data.notes.create({ title: 'a', owner: 'me' });
  // @ts-expect-error there is no such choice
  await api.data.notes.create({ title: 'a', kind: 'other' });
  // @ts-expect-error nor in a list
  await api.data.notes.create({ title: 'a', tags: ['c'] });
  // @ts-expect-error an address has a street
  await api.data.notes.create({ title: 'a', address: {} });
  // @ts-expect-error what is required cannot be removed
  await api.data.notes.update(note.id, { title: null });
  // @ts-expect-error extra is unknown
  note.extra.any;
  // @ts-expect-error there is no such model
  api.data.note;
  return { owner, kind, floor };
}

export async function lists() {
  const page = await api.data.notes.newest({ owner: 'me', createdAt: { ge: 'a', lt: 'b' }, order: 'desc', limit: 10 });
  const title: string | undefined = page.items[0]?.title;
  for await (const note of api.data.notes.ranked({ kind: 'idea', published: true, rank: { gt: 1 } })) note.title;
  for await (const { items } of api.data.notes.newest({ owner: 'me' }).pages()) items.length;
  await api.data.notes.list({ owner: 'me' });
  await api.data.logs.list();
  await api.data.logs.list({ line: { beginsWith: 'a' }, limit: 5 });
  // @ts-expect-error logs have no such field
  await api.data.logs.list({ lines: 'a' });
  // @ts-expect-error its partition is owner
  await api.data.notes.newest({});
  // @ts-expect-error both fields of the partition are needed
  await api.data.notes.ranked({ kind: 'idea' });
  // @ts-expect-error a number does not begin with anything
  await api.data.notes.ranked({ kind: 'idea', published: true, rank: { beginsWith: '1' } });
  // @ts-expect-error no index has this partition
  await api.data.notes.list({ rank: 1 });
  // @ts-expect-error without an index notes may not be listed
  await api.data.notes.list();
  // @ts-expect-error there is no such order
  await api.data.notes.newest({ owner: 'me', order: 'up' });
  // @ts-expect-error no rule admits anyone to creating logs
  await api.data.logs.create({ line: 'a' });
  // @ts-expect-error logs have no owner
  (await api.data.logs.get('1')).owner;
  return title;
}

export async function others(file: File) {
  const session: Session | undefined = await api.auth.session();
  const result = await api.auth.signIn({ email: 'a', password: 'b' });
  if (result.status === 'new-password-required') await result.complete('c');
  else result.session.userId;
  // @ts-expect-error it may not be signed in yet
  result.session;
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

const created: Backend['data']['notes']['create'] = { title: 'a' };
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
  expect(second / 100).toBeLessThan(150);
}, 120_000);
