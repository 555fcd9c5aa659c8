import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TypeCheck } from '../../../cli/dev/type-check';
import { recordingLog, temporaryFolder } from '../support';

const folder = temporaryFolder();
const install = () => {
  mkdirSync(join(folder.path, 'node_modules'));
  symlinkSync(dirname(require.resolve('typescript/package.json')), join(folder.path, 'node_modules/typescript'));
};
const compilerOptions = { noLib: true, types: [], noEmit: true };

test('errors are said, and that there are none any more', async () => {
  install();
  folder.write('tsconfig.json', { compilerOptions, include: ['*.ts'] });
  const lib =
    'interface Array<T> {} interface Boolean {} interface Function {} interface IArguments {} interface Number {} interface Object {} interface RegExp {} interface String {} interface CallableFunction {} interface NewableFunction {}';
  folder.write('lib.d.ts', lib);
  const log = recordingLog();
  const check = new TypeCheck(folder.path, log);

  folder.write('app.ts', 'export const one: string = 1;');
  await check.run();
  expect(log.lines.splice(0)).toEqual([
    "✗ types are wrong (what is deployed runs nonetheless):\napp.ts(1,14): error TS2322: Type 'number' is not assignable to type 'string'.",
  ]);

  folder.write('app.ts', "export const one: string = '1';");
  await check.run();
  await check.run();
  expect(log.lines.splice(0)).toEqual(['  types are right again']);

  const first = check.run();
  folder.write('app.ts', Array.from({ length: 12 }, (_, at) => `export const v${at}: string = 1;`).join('\n'));
  await Promise.all([first, check.run()]);
  expect(log.lines.splice(0)).toEqual([expect.stringMatching(/… and 2 more lines$/)]);
});

test('where there is no TypeScript, or no tsconfig.json, nothing is checked', async () => {
  const log = recordingLog();
  folder.write('tsconfig.json', { compilerOptions });
  await new TypeCheck(folder.path, log).run();
  install();
  folder.write('app.ts', 'const one: string = 1;');
  await new TypeCheck(join(folder.path, 'elsewhere'), log).run();
  expect(log.lines).toEqual([]);
});
