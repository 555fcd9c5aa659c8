import { setTimeout as delay } from 'node:timers/promises';
import { watchSources } from '../../../cli/dev/watch';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();

test('sources that are saved, several at once as one change; nothing that is made or hidden', async () => {
  folder.write('bin/app.ts', '');
  folder.write('node_modules/x/index.js', '');
  const changes: string[][] = [];
  const watching = await watchSources(folder.path, (files) => changes.push(files.sort()));
  try {
    for (const name of ['node_modules/x/index.js', 'cdk.out/manifest.json', '.plinth/config.json', 'dev.log']) folder.write(name, 'made');
    folder.write('bin/app.ts', 'saved');
    folder.write('bin/models.ts', 'new');
    while (changes.length === 0) await delay(20);
    await delay(200);
  } finally {
    await watching.stop();
  }
  expect(changes.flat()).toEqual(expect.arrayContaining(['bin/app.ts', 'bin/models.ts']));
  expect(changes.flat().filter((file) => !file.startsWith('bin') && file !== 'cdk.out')).toEqual([]);
});
