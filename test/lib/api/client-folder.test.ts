import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Backend } from '../../../lib';
import { NOTES } from '../support';

let outDir: string;
beforeEach(() => {
  outDir = join(mkdtempSync(join(tmpdir(), 'plinth-client-')), 'client');
  delete process.env.PLINTH_NO_CLIENT;
});
afterEach(() => {
  process.env.PLINTH_NO_CLIENT = '1';
  rmSync(join(outDir, '..'), { recursive: true });
});

function addBackend(scope: App | Stage, models: string[], id = 'Shop'): void {
  const { data } = new Backend(new Stack(scope, id), 'Backend', { client: { outDir } });
  for (const model of models) data.addModel(model, NOTES);
}

test('the client is written at synthesis, each file only if it changed', () => {
  const app = new App();
  addBackend(app, ['notes']);
  expect(existsSync(outDir)).toBe(false);
  app.synth();
  const index = join(outDir, 'index.js');
  expect(readFileSync(index, 'utf8')).toBe('export const models = ["notes"];\n');

  const before = new Date('2020-01-01');
  for (const name of ['index.js', 'runtime/core.js']) utimesSync(join(outDir, name), before, before);
  const changed = new App();
  addBackend(changed, ['notes', 'tasks']);
  changed.synth();
  expect(readFileSync(index, 'utf8')).toBe('export const models = ["notes","tasks"];\n');
  expect(statSync(join(outDir, 'runtime/core.js')).mtime).toEqual(before);
});

test('a declaration that cannot work writes nothing', () => {
  const app = new App();
  addBackend(app, ['Notes']);
  expect(() => app.synth()).toThrow('data.models.Notes');
  expect(existsSync(outDir)).toBe(false);
});

test('PLINTH_NO_CLIENT=1 writes nothing', () => {
  process.env.PLINTH_NO_CLIENT = '1';
  const app = new App();
  addBackend(app, ['notes']);
  app.synth();
  expect(existsSync(outDir)).toBe(false);
});

test('stages may share a folder if one client serves them all, and may not otherwise', () => {
  const app = new App();
  addBackend(new Stage(app, 'Test'), ['notes']);
  addBackend(new Stage(app, 'Prod'), ['notes']);
  expect(() => app.synth()).not.toThrow();

  const other = new App();
  addBackend(new Stage(other, 'Test'), ['notes']);
  addBackend(new Stage(other, 'Prod'), ['tasks']);
  expect(() => other.synth()).toThrow(
    `client.outDir: '${outDir}' is written by Test/Shop/Backend/Api too, from another declaration: give each its own folder`,
  );
});
