import { writtenByHand } from '../../../cli/dev/generated';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const client = { 'index.js': '// made', 'runtime/core/error.js': '// error' };

test('what synthesis writes is no change of a declaration; whatever else is saved is', () => {
  folder.write('web/src/backend/index.js', '// made');
  folder.write('web/src/backend/runtime/core/error.js', '// error');
  folder.write('web/src/other/index.js', '// mine');
  folder.write('bin/app.ts', '');
  const saved = ['web/src/backend/index.js', 'web/src/backend/runtime/core/error.js', 'web/src/other/index.js', 'bin/app.ts', 'removed.ts'];
  expect(writtenByHand(folder.path, saved, [client])).toEqual(['web/src/other/index.js', 'bin/app.ts', 'removed.ts']);
  expect(writtenByHand(folder.path, saved, [])).toEqual(saved);
});

test('an edited file of the client is a change: it will be written again', () => {
  folder.write('backend/index.js', '// edited');
  expect(writtenByHand(folder.path, ['backend/index.js'], [client])).toEqual(['backend/index.js']);
});
