import { lastLines, runIn } from '../../../cli/local/run.js';

const run = runIn({ GREETING: 'hello' });

test('a program that ends well, in its environment', async () => {
  const ran = await run(process.execPath, ['-e', 'process.stdout.write(process.env.GREETING); process.stderr.write("aside")']);
  expect(ran).toEqual({ code: 0, stdout: 'hello', stderr: 'aside' });
});

test('one that fails, and one that is not there', async () => {
  expect(await run(process.execPath, ['-e', 'process.exit(3)'])).toMatchObject({ code: 3 });
  expect(await run('/no/such/program', [])).toEqual({ code: null, stdout: '', stderr: expect.stringContaining('ENOENT') });
});

test('the last lines of a text', () => {
  expect(lastLines('a\nb\nc\n\n', 2)).toBe('b\nc');
  expect(lastLines('a', 2)).toBe('a');
});
