import { appCommand } from '../../../cli/deploy/app';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();

test('the app of cdk.json, or the one given', () => {
  folder.write('cdk.json', { app: 'node --import tsx bin/app.ts' });
  expect(appCommand(folder.path, undefined)).toBe('node --import tsx bin/app.ts');
  expect(appCommand(folder.path, 'python app.py')).toBe('python app.py');
});

test('without one it says how to get one', () => {
  expect(() => appCommand(folder.path, undefined)).toThrow('npx cdk-plinth init');
  folder.write('cdk.json', {});
  expect(() => appCommand(folder.path, undefined)).toThrow('has no "app": add');
  folder.write('cdk.json', '{');
  expect(() => appCommand(folder.path, undefined)).toThrow('not valid JSON');
});
