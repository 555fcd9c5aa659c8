import { readableLine } from '../../../../cli/dev/logs/lines';
import { temporaryFolder } from '../../support';

const folder = temporaryFolder();
beforeEach(() => folder.write('functions/greet.ts', ''));

const read = (message: string | object, own = true) =>
  readableLine(typeof message === 'string' ? message : JSON.stringify(message), own, folder.path).map(({ text, failed }) =>
    failed ? `✗ ${text}` : text,
  );

test.each([
  ['a line of its own', 'counted 3 words', ['counted 3 words']],
  ['with what the runtime puts before it', '2026-11-25T03:00:00.000Z\t5a1f-00\tINFO\tcounted', ['counted']],
  ['JSON of its own', '{"level":"info","words":3}', ['{"level":"info","words":3}']],
  ['JSON that is none', '{ words', ['{ words']],
  ['a call', { level: 'info', route: 'POST /functions/greet', status: 200, ms: 3.1 }, ['200 in 3.1 ms']],
  ['an event', { level: 'info', records: 1, failed: 0, ms: 5 }, ['1 event in 5 ms']],
  ['several, some failed', { level: 'info', records: 3, failed: 1, ms: 5 }, ['3 events, 1 failed, in 5 ms']],
])('of a function of one’s own: %s', (_, message, lines) => {
  expect(read(message)).toEqual(lines);
});

test.each(['START RequestId: 1 Version: $LATEST', 'END RequestId: 1', 'REPORT RequestId: 1\tDuration: 3 ms', 'INIT_START Runtime', ''])(
  'what Lambda itself writes is left out: %s',
  (line) => expect(read(line)).toEqual([]),
);

test('of a handler of Plinth’s only what failed', () => {
  const call = { route: 'GET /data/notes', status: 200, ms: 1 };
  expect(read({ ...call, level: 'info' }, false)).toEqual([]);
  expect(read({ ...call, level: 'error', status: 500, error: { name: 'TypeError', message: 'no' } }, false)).toEqual([
    '✗ GET /data/notes 500: TypeError: no',
  ]);
});

test('an error first says what it was, then where in the app’s own files, then what led to it', () => {
  const stack = (...frames: string[]) => ['TypeError: no', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  const error = {
    name: 'TypeError',
    message: 'no',
    stack: stack(
      'split (/tmp/code/functions/greet.ts:3:5)',
      'async run (/tmp/code/node_modules/cdk-plinth/assets/server/wrap.mjs:1:2)',
      'file:///tmp/code/functions/greet.ts:9:1',
    ),
    cause: { name: 'Error', message: 'deeper', stack: stack('node:internal/x:1:2', 'elsewhere (/tmp/x.js:1:2)', 'c (d:1:1)', 'e (f:1:1)') },
  };
  expect(read({ level: 'error', route: 'POST /functions/greet', status: 502, error })).toEqual([
    '✗ POST /functions/greet 502: TypeError: no',
    '    at split (functions/greet.ts:3:5)',
    '    at functions/greet.ts:9:1',
    'because of Error: deeper',
    '    at node:internal/x:1:2',
    '    at elsewhere (/tmp/x.js:1:2)',
    '    at c (d:1:1)',
  ]);
  expect(read({ level: 'error', function: 'greet', messageId: 'm', error: { message: 'thrown text' } })).toEqual(['✗ Error: thrown text']);
  expect(read({ level: 'error', route: 'POST /functions/greet', status: 504 })).toEqual(['✗ POST /functions/greet 504: failed']);
});

test('frames of an error that nobody caught name the app’s own files', () => {
  expect(read('    at split (/tmp/code/functions/greet.ts:3:5)')).toEqual(['    at split (functions/greet.ts:3:5)']);
  expect(read('    at run (/tmp/code/index.mjs:3:5)')).toEqual(['    at run (/tmp/code/index.mjs:3:5)']);
});
