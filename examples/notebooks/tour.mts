// A short tour through the generated client, against a backend that `plinth dev` has deployed: `npm start` runs it.
//   node --import tsx tour.mts CONFIG.json
import { readFileSync } from 'node:fs';
import { type BackendClient, BackendError, createClient, memoryStorage } from './client/index.js';

const config = JSON.parse(readFileSync(process.argv[2] ?? '.plinth/config.json', 'utf8'));
const started = performance.now();
const PASSWORD = 'correct horse 9 Battery!';

/** One step: prints what was seen and when, as it happens. */
async function step<T>(run: () => Promise<[seen: string, value: T]>): Promise<T> {
  const [seen, value] = await run();
  console.log(`✓ ${seen.padEnd(84)} ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`);
  return value;
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`expected ${what}`);
}

/** Runs until it gives a value: for what happens a moment later. */
async function eventually<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((done) => setTimeout(done, 300))) {
    const value = await look();
    if (value !== undefined) return value;
  }
  throw new Error(`${what} was not seen within ${seconds} s`);
}

/** The code that the emulator mailed to an address. On AWS a person reads it in their inbox. */
async function mailedCode(address: string): Promise<string> {
  return eventually(`a mail to ${address}`, 10, async () => {
    const { messages } = await (await fetch(`${config.cognitoEndpoint}/_ministack/ses/messages`)).json();
    const mails = Object.values<{ To: string[]; BodyText: string }[]>(messages).flat();
    return /\b\d{6}\b/u.exec(mails.findLast((mail) => mail.To.includes(address))?.BodyText ?? '')?.[0];
  });
}

async function join(name: string): Promise<BackendClient> {
  const api = createClient(config, { storage: memoryStorage() });
  const email = `${name}.${Date.now()}@example.com`;
  await step(async () => [`${name} signed up as ${email}`, await api.auth.signUp({ email, password: PASSWORD })]);
  await step(async () => [`${name} confirmed the address with the mailed code`, await api.auth.confirmSignUp(await mailedCode(email))]);
  await step(async () => [
    `${name} signed in (SRP: the password never left this process)`,
    await api.auth.signIn({ email, password: PASSWORD }),
  ]);
  return api;
}

const ada = await join('ada');
const note = await step(async () => {
  const created = await ada.data.notes.create({ title: 'Hello', text: 'first line\nsecond line' });
  return [`note ${created.id.slice(0, 8)}… created, version ${created.version}`, created];
});
await step(async () => {
  await ada.data.notes.create({ title: 'Another' });
  const titles: string[] = [];
  for await (const each of ada.data.notes.newest({ owner: 'me', order: 'desc' })) titles.push(each.title);
  expect(titles.join() === 'Another,Hello', `two notes, the newest first, not ${titles}`);
  return [`notes listed by the index "newest": ${titles.join(', ')}`, undefined];
});
await step(async () => {
  const updated = await ada.data.notes.update(note.id, { title: 'Hello again' });
  expect(updated.version === 2 && updated.text === note.text, 'version 2 with the text kept');
  return [`note updated, version ${updated.version}`, undefined];
});

const bob = await join('bob');
await step(async () => {
  const refusal = await bob.data.notes.get(note.id).catch((error: unknown) => error);
  expect(refusal instanceof BackendError && refusal.status === 404, `a 404, not ${refusal}`);
  return [`bob was refused ada's note: ${refusal.status} ${refusal.code}`, undefined];
});
await step(async () => {
  const guest = createClient(config, { storage: memoryStorage() });
  const before = await guest.data.notes.get(note.id).catch((error: unknown) => error);
  expect(before instanceof BackendError && before.status === 404, `a 404, not ${before}`);
  await ada.data.notes.update(note.id, { published: true });
  const seen = await guest.data.notes.get(note.id);
  return [`a guest read "${seen.title}" once it was published, and not before`, undefined];
});
await step(async () => {
  const scrap = await ada.data.notes.create({ title: 'Scrap' });
  await ada.data.notes.delete(scrap.id);
  const gone = await ada.data.notes.get(scrap.id).catch((error: unknown) => error);
  expect(gone instanceof BackendError && gone.code === 'not-found', `not-found, not ${gone}`);
  return ['a note was deleted and is gone', undefined];
});

const refusalOf = async (call: Promise<unknown>): Promise<BackendError> => {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal instanceof BackendError, `a refusal, not ${refusal}`);
  return refusal;
};
const book = await step(async () => {
  const travels = await ada.data.notebooks.create({ name: 'Travels' });
  const [lisbon, porto] = await ada.data.transact((to) => [
    to.notes.create({ title: 'Lisbon', slug: `lisbon-${Date.now()}`, notebookId: travels.id }),
    to.notes.create({ title: 'Porto', notebookId: travels.id }),
    to.notebooks.update(travels.id, { $increment: { noteCount: 2 } }),
  ]);
  return ['one transaction: two notes made in a notebook, and its counter at 2', { ...travels, lisbon, porto }];
});
await step(async () => {
  const refusal = await refusalOf(
    ada.data.transact((to) => [
      to.notes.update(book.porto.id, { title: 'Oporto' }),
      to.notebooks.update(book.id, { name: 'Journeys' }, { if: { noteCount: { gt: 5 } } }),
    ]),
  );
  expect(refusal.code === 'transaction-refused', `transaction-refused, not ${refusal}`);
  expect((await ada.data.notes.get(book.porto.id)).title === 'Porto', 'that nothing was written');
  return ['a transaction was refused for its second part, and its first was not written', undefined];
});
await step(async () => {
  const tag = await ada.data.tags.create({ name: `trip ${Date.now()}` });
  await ada.data.notesTags.create({ notesId: book.lisbon.id, tagsId: tag.id });
  const { notes } = await ada.data.notebooks.get(book.id, { include: { notes: { include: { tags: true } } } });
  const seen = notes.items
    .map(({ title, tags }) => `${title} (${tags.items.length})`)
    .sort()
    .join(', ');
  expect(seen === 'Lisbon (1), Porto (0)', `two notes, one of them tagged, not ${seen}`);
  return [`a notebook read with its notes and their tags in one call: ${seen}`, undefined];
});
await step(async () => {
  await Promise.all(Array.from({ length: 20 }, () => ada.data.notebooks.update(book.id, { $increment: { noteCount: 1 } })));
  const { noteCount, version } = await ada.data.notebooks.get(book.id);
  expect(noteCount === 22, `22, not ${noteCount}`);
  const stale = await refusalOf(ada.data.notebooks.update(book.id, { name: 'Trips' }, { ifVersion: version - 1 }));
  expect(stale.code === 'version-mismatch', `version-mismatch, not ${stale}`);
  return [`20 increments at once, none lost; who had an old version was refused: ${stale.status}`, undefined];
});
await step(async () => {
  const taken = await refusalOf(ada.data.notes.create({ title: 'Lisbon too', slug: book.lisbon.slug }));
  expect(taken.code === 'conflict', `conflict, not ${taken}`);
  return [`a second note of the same unique slug was refused: ${taken.status} ${taken.problems[0]?.pointer}`, undefined];
});
await step(async () => {
  const before = await refusalOf(bob.data.notes.get(book.lisbon.id));
  const { userId } = await bob.auth.session().then((session) => session ?? Promise.reject(new Error('bob is not signed in')));
  await ada.data.notebooks.update(book.id, { $addToSet: { editors: [userId] } });
  const shared = await bob.data.notes.get(book.lisbon.id);
  return [`ada shared the notebook: bob reads its note "${shared.title}" (before: ${before.status})`, undefined];
});
await step(async () => {
  await ada.data.notebooks.delete(book.id);
  const gone = await refusalOf(ada.data.notebooks.get(book.id));
  const note = await eventually('the end of its notes', 30, async () => {
    const left = await ada.data.notes.get(book.lisbon.id).catch((error: BackendError) => error);
    return left instanceof BackendError ? left : undefined;
  });
  return [`the notebook was deleted (${gone.status} at once), and its notes went with it (${note.status})`, undefined];
});

const bytes = new TextEncoder().encode('A line of text. '.repeat(60_000));
const file = await step(async () => {
  const shares: number[] = [];
  const upload = new Blob([bytes], { type: 'text/plain' });
  const stored = await ada.files.attachments.upload(upload, {
    name: 'notes/long.txt',
    onProgress: ({ loaded, total }) => shares.push(loaded / total),
  });
  expect(shares.length > 1 && shares.at(-1) === 1, `progress up to the whole, not ${shares}`);
  return [`${stored.size} bytes uploaded straight to S3, progress told ${shares.length} times`, stored];
});
await step(async () => {
  const back = await ada.files.attachments.download(file);
  expect(
    new Uint8Array(await back.arrayBuffer()).every((byte, at) => byte === bytes[at]),
    'the same bytes',
  );
  return ['the file was read back, byte for byte', undefined];
});
await step(async () => {
  const summary = await ada.functions.summarize({ note: note.id });
  expect(summary.words === 4, `4 words, not ${summary.words}`);
  return [`the function "summarize" answered: ${summary.words} words, "${summary.firstLine}"`, undefined];
});

const recent = (subject: string) => ada.data.activity.bySubject({ owner: 'me', subject, order: 'desc', limit: 1 });
await step(async () => {
  const { items } = await eventually('the change trigger', 30, async () => {
    const page = await recent(note.id);
    return page.items.length > 0 ? page : undefined;
  });
  return [`a trigger ran on the change: "${items[0]!.what}"`, undefined];
});
await step(async () => {
  const { items } = await eventually('the upload trigger', 30, async () => {
    const page = await recent('notes/long.txt');
    return page.items.length > 0 ? page : undefined;
  });
  return [`a trigger ran on the upload: "${items[0]!.what}"`, undefined];
});
await step(async () => {
  const device = await ada.push.register({ platform: 'fcm', token: `tour-${'x'.repeat(140)}` });
  await ada.push.subscribe('news');
  return [`device ${device.id.slice(0, 8)}… registered and subscribed to "news"`, undefined];
});
await step(async () => {
  const { accepted } = await ada.functions.remind({ title: 'Hello from the tour' });
  expect(accepted === 1, `one device, not ${accepted}`);
  return [`a push was accepted for ${accepted} device`, undefined];
});
console.log('  waiting for the schedule: its first run comes within a minute or two …');
await step(async () => {
  const { items } = await eventually('the schedule', 120, async () => {
    const page = await ada.data.ticks.newest({ clock: 'minute', order: 'desc', limit: 1 });
    return page.items.length > 0 ? page : undefined;
  });
  return [`the schedule ran at ${items[0]!.time}`, undefined];
});
await ada.push.unregister();
await Promise.all([ada.auth.signOut(), bob.auth.signOut()]);
