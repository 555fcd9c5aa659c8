import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn, read } from '../../docs/examples';
import { E2E_DIR } from '../deployment';
import { CDK_OUT, notesFolder, synthesised, synthesiseNotes } from '../notes';
import { installPythonPackage, type RunPython } from './package';

const FOLDER = join(E2E_DIR, 'python');

let python: RunPython;
beforeAll(async () => {
  python = await installPythonPackage(FOLDER);
}, 300_000);

test('the app of docs/python.md makes the template and the client of the same declaration in TypeScript', async () => {
  const folder = notesFolder(join(FOLDER, 'in-python'));
  const [example] = examplesIn('docs/python.md', read('docs/python.md')).filter(({ language }) => language === 'python');
  writeFileSync(join(folder, 'app.py'), example!.text);
  await python('app.py', { cwd: folder, env: CDK_OUT });
  expect(synthesised(folder)).toEqual(await synthesiseNotes(join(FOLDER, 'in-typescript')));
});

test('a fault is told in Python too, and so is an option that there is not', async () => {
  const [fault, option] = JSON.parse(await python(join(__dirname, 'refusals.py'), { cwd: FOLDER }));
  expect(fault).toContain('there is no field "createdOn"; did you mean "createdAt"?');
  expect(option).toContain("unexpected keyword argument 'partitions'");
});
