// The page: an account's forms for a guest, the notes of someone who is signed in.
import { createClient } from '../client/index.js';
import { setUpAccount } from './account.js';
import { setUpNotes } from './notes.js';
import { announce, find, onClick, wordsFor } from './page.js';

const config = await (await fetch('/config.json')).json();
const api = createClient(config);
const account = setUpAccount(api, config);
const notes = setUpNotes(api);

/** Who the page is shown for. */
let userId;

async function show(session) {
  find('#who').hidden = find('#notes').hidden = !session;
  find('#account').hidden = Boolean(session);
  if (session) find('#address').textContent = session.email;
  if (session?.userId === userId) return;
  userId = session?.userId;
  notes.clear();
  account.reset();
  if (session) await notes.more().catch((error) => announce(wordsFor(error)));
}

onClick(find('#sign-out'), () => api.auth.signOut());
api.auth.onChange(show);
// A session lasts over a reload.
await show(await api.auth.session());
