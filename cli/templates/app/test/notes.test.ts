// Drives the backend through its typed client: `npm test` deploys it to an emulator of its own, and then runs this.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type BackendClient, createClient, memoryStorage } from '../src/backend/index.js';

const config = JSON.parse(readFileSync(process.env.PLINTH_CONFIG ?? '.plinth/config.json', 'utf8'));
const guest = createClient(config, { storage: memoryStorage() });

async function signIn(name: string): Promise<BackendClient> {
  const api = createClient(config, { storage: memoryStorage() });
  const account = { email: `${name}.${Date.now()}@example.com`, password: 'correct horse 9 Battery!' };
  await api.auth.signUp(account);
  await api.auth.confirmSignUp('123456'); // always the emulator's code
  await api.auth.signIn(account);
  return api;
}

test('a note is its owner’s alone', async () => {
  const [ada, bob] = [await signIn('ada'), await signIn('bob')];
  const note = await ada.data.notes.create({ title: 'Hello' });

  assert.equal((await ada.data.notes.get(note.id)).title, 'Hello');
  await assert.rejects(bob.data.notes.get(note.id), { status: 404 });
  await assert.rejects(bob.data.notes.update(note.id, { title: 'Mine now' }), { status: 404 });
});

test('a guest reads what is published, and nothing else', async () => {
  const ada = await signIn('ada');
  const note = await ada.data.notes.create({ title: 'Hello' });

  await assert.rejects(guest.data.notes.get(note.id), { status: 404 });
  await ada.data.notes.update(note.id, { published: true });
  assert.equal((await guest.data.notes.get(note.id)).title, 'Hello');
});

test('a title is asked for', async () => {
  const ada = await signIn('ada');
  await assert.rejects(ada.data.notes.create({} as { title: string }), { status: 422 });
});
