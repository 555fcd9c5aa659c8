import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../../cli/write';
import { temporaryFolder } from './support';

const folder = temporaryFolder();

test('a file is written, with its folder, unless it has that text already', () => {
  const path = join(folder.path, 'web/config.json');
  expect(writeIfChanged(path, 'a')).toBe(true);
  utimesSync(path, 1, 1);
  expect(writeIfChanged(path, 'a')).toBe(false);
  expect(statSync(path).mtimeMs).toBe(1_000);
  expect(writeIfChanged(path, 'b')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('b');
});
