import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireEmptyFolder, writeTemplate } from '../../../cli/init/template';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const APP = join(__dirname, '../../../cli/templates/app');
const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');

test('the files of an app, named for it, under the names that npm would have changed', () => {
  const files = writeTemplate(APP, folder.path, { name: 'my-app', plinth: '^0.1.0' });
  expect(files).toEqual([
    '.gitignore',
    'README.md',
    'bin/app.ts',
    'cdk.json',
    'package.json',
    'src/main.ts',
    'test/notes.test.ts',
    'tsconfig.json',
  ]);
  expect(JSON.parse(read('package.json'))).toMatchObject({ name: 'my-app', devDependencies: { 'cdk-plinth': '^0.1.0' } });
  expect(read('bin/app.ts')).toContain("new Stack(app, 'MyApp')");
  for (const file of files) expect(read(file)).not.toMatch(/%\w+%/);
});

test('its declaration is ten lines', () => {
  const declaration = readFileSync(join(APP, 'bin/app.ts'), 'utf8').split('const backend')[1];
  expect(declaration?.trim().split('\n').length).toBeLessThanOrEqual(10);
});

test('a new, an empty or a just cloned folder is written into, another is not', () => {
  expect(() => requireEmptyFolder(join(folder.path, 'new'))).not.toThrow();
  folder.write('.git/HEAD', '');
  expect(() => requireEmptyFolder(folder.path)).not.toThrow();
  folder.write('README.md', 'mine');
  expect(() => requireEmptyFolder(folder.path)).toThrow('README.md');
});
