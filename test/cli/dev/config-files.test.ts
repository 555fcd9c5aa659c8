import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigFiles } from '../../../cli/dev/config-files';
import { MANIFEST, recordingLog, temporaryFolder } from '../support';

const folder = temporaryFolder();
const SHOP = { backendId: 'Shop', apiUrl: 'http://localhost/shop' };
const ADMIN = { backendId: 'Admin', apiUrl: 'http://localhost/admin' };

function files(asked?: string) {
  const log = recordingLog();
  const configs = new ConfigFiles({ cwd: folder.path, dir: join(folder.path, '.plinth'), asked, log });
  return { configs, log, read: (file: string) => JSON.parse(readFileSync(join(folder.path, file), 'utf8')) };
}

test('a file a backend, the first by a name that does not change; where each answers is said once', () => {
  const { configs, log, read } = files();
  configs.write([SHOP, ADMIN]);
  expect([read('.plinth/config.json'), read('.plinth/config.Admin.json')]).toEqual([SHOP, ADMIN]);
  expect([configs.path(), configs.path('Admin')]).toEqual(
    ['config.json', 'config.Admin.json'].map((name) => join(folder.path, '.plinth', name)),
  );
  expect(log.lines.splice(0)).toEqual([
    '  Shop: http://localhost/shop  (.plinth/config.json)',
    '  Admin: http://localhost/admin  (.plinth/config.Admin.json)',
  ]);
  configs.write([SHOP, { ...ADMIN, apiUrl: undefined }]);
  expect(log.lines).toEqual(['  Admin: no API  (.plinth/config.Admin.json)']);
});

test('the one configuration goes to the file that is asked for, too', () => {
  const { configs, log, read } = files('web/config.json');
  configs.requireOne([MANIFEST]);
  configs.write([SHOP]);
  expect(read('web/config.json')).toEqual(SHOP);
  expect(log.lines).toEqual(['  Shop: http://localhost/shop  (.plinth/config.json, web/config.json)']);
  expect([configs.isAsked('web/config.json'), configs.isAsked('web/other.json'), files().configs.isAsked('x')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('of none or several backends none is chosen', () => {
  const { configs } = files('config.json');
  expect(() => configs.requireOne([])).toThrow('and there is none.');
  expect(() => configs.requireOne([MANIFEST, { ...MANIFEST, backendId: 'Admin' }])).toThrow(
    'several: Shop, Admin. Choose a stack with --stack.',
  );
  expect(() => files().configs.requireOne([])).not.toThrow();
});
