import { setTimeout as delay } from 'node:timers/promises';
import { watchSources } from '../../../cli/dev/watch';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();

/** What is told of these files, saved one after the other. */
async function told(...files: string[]): Promise<string[]> {
  const changes: string[] = [];
  const watching = await watchSources(folder.path, (saved) => changes.push(...saved));
  try {
    for (const file of files) folder.write(file, 'saved');
    folder.write('bin/last.ts', 'saved');
    while (!changes.includes('bin/last.ts')) await delay(20);
    await delay(200);
  } finally {
    await watching.stop();
  }
  return changes.filter((file) => file !== 'bin/last.ts').sort();
}

test('sources are told, new ones too, and those in folders that were not there', async () => {
  folder.write('bin/app.ts', '');
  expect(await told('bin/app.ts', 'bin/models.ts', 'functions/greet.ts', 'local-secrets.json')).toEqual([
    'bin/app.ts',
    'bin/models.ts',
    'functions/greet.ts',
    'local-secrets.json',
  ]);
});

test.each([
  ['what is made', ['node_modules/x/index.js', 'cdk.out/manifest.json', '.plinth/config.json', '.git/index', 'coverage/x.json']],
  ['what tells or tests', ['README.md', 'docs/a.md', 'test/notes.ts', 'functions/greet.test.ts', 'web/app.spec.tsx', '__tests__/a.ts']],
  [
    'data, and what our other commands make',
    ['tasks.csv', 'a.jsonl.gz', 'tasks.csv.refused.jsonl', 'tasks.csv.import.json.new', 'plinth.deployed.json'],
  ],
  ['what editors keep', ['bin/.app.ts.swp', 'bin/app.ts.swo', 'bin/app.ts~', 'bin/#app.ts#', 'bin/4913', 'bin/app.ts.tmp', '.#app.ts']],
  ['what is printed', ['dev.log', 'package-lock.json.lock', 'tsconfig.tsbuildinfo']],
])('%s is not', async (_, files) => {
  expect(await told(...files)).toEqual([]);
});

test('what cdk.json leaves out of `cdk watch` is left out here', async () => {
  folder.write('cdk.json', { watch: { include: ['**'], exclude: ['web', '**/*.d.ts', 'cdk*.json', 'docs/?.txt'] } });
  const files = ['web/src/main.ts', 'lib/types.d.ts', 'top.d.ts', 'cdk.context.json', 'docs/a.txt', 'docs/ab.txt', 'lib/web/x.ts'];
  expect(await told(...files)).toEqual(['docs/ab.txt', 'lib/web/x.ts']);
});
