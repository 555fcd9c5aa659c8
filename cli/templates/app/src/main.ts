// Signs up, signs in and makes typed calls: `npm run call`, while `npm run dev` runs.
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

// `npm run dev` writes it for the backend on this machine, `npx plinth config --stack %Name% --out config.json` for the one in your account.
const file = process.env.PLINTH_CONFIG ?? '.plinth/config.json';
if (!existsSync(file)) end(`There is no ${file}: start \`npm run dev\` in another terminal, which writes it, and the client.`);
const { BackendError, createClient, memoryStorage } = await import('./backend/index.js');
const config = JSON.parse(readFileSync(file, 'utf8'));
const api = createClient(config, { storage: memoryStorage() });

try {
  const email = process.argv[2] ?? `ada.${Date.now()}@example.com`;
  const password = 'correct horse 9 Battery!';
  await api.auth.signUp({ email, password });
  await api.auth.confirmSignUp(config.cognitoEndpoint ? '123456' : await ask(`The code that was mailed to ${email}: `));
  await api.auth.signIn({ email, password });
  console.log(`signed in as ${email}`);

  const note = await api.data.notes.create({ title: 'Hello' });
  console.log(`created note ${note.id}: ${note.title}`);

  await api.data.notes.update(note.id, { published: true });
  for await (const { title, version } of api.data.notes.newest({ owner: 'me', order: 'desc' })) {
    console.log(`listed: ${title}, version ${version}`);
  }
} catch (error) {
  if (!(error instanceof BackendError && error.code === 'network')) throw error;
  end(`Nothing answers at ${config.cognitoEndpoint ?? config.apiUrl}: is \`npm run dev\` running in another terminal?`);
}

/** The emulator's code is always 123456; on AWS a person reads it in their inbox. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

function end(message: string): never {
  console.error(message);
  process.exit(1);
}
