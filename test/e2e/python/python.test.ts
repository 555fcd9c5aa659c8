import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn, read } from '../../docs/examples';
import { run } from '../../support/run';
import { E2E_DIR } from '../deployment';
import { installPythonPackage, type RunPython } from './package';

const FOLDER = join(E2E_DIR, 'python');
const CLIENT = 'web/src/backend/index.d.ts';

let python: RunPython;
beforeAll(async () => {
  python = await installPythonPackage(FOLDER);
}, 300_000);

/** A folder for an app, with the function that it bundles. */
function appFolder(name: string): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(__dirname, 'functions'), join(folder, 'functions'), { recursive: true });
  return folder;
}

const synthesised = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

test('the app of docs/python.md makes the template and the client of the same declaration in TypeScript', async () => {
  const [inPython, inTypeScript] = [appFolder('in-python'), appFolder('in-typescript')];
  const [example] = examplesIn('docs/python.md', read('docs/python.md')).filter(({ language }) => language === 'python');
  writeFileSync(join(inPython, 'app.py'), example!.text);

  const env = { CDK_OUTDIR: 'cdk.out' };
  await python('app.py', { cwd: inPython, env });
  await run(process.execPath, ['--import', 'tsx', join(__dirname, 'notes.ts')], { cwd: inTypeScript, env });

  // Assets and all: their keys are hashes of handlers and manifest. Two versions of aws-cdk-lib made them.
  const template = 'cdk.out/Notes.template.json';
  expect(JSON.parse(synthesised(inPython, template))).toEqual(JSON.parse(synthesised(inTypeScript, template)));
  expect(synthesised(inPython, CLIENT)).toBe(synthesised(inTypeScript, CLIENT));
  expect(synthesised(inPython, CLIENT)).toContain('tags?: string[]');
});

test('a fault is told in Python too, and so is an option that there is not', async () => {
  const [fault, option] = JSON.parse(await python(join(__dirname, 'refusals.py'), { cwd: FOLDER }));
  expect(fault).toContain('there is no field "createdOn"; did you mean "createdAt"?');
  expect(option).toContain("unexpected keyword argument 'partitions'");
});
