import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../cli/program';
import { assemblyFiles, recordingContext, temporaryFolder } from './support';

const folder = temporaryFolder();

async function plinth(...args: string[]) {
  const context = recordingContext(folder.path);
  const code = await runProgram(args, context);
  return { code, printed: context.printed.join('\n'), reported: context.reported.join('\n') };
}

test('help and version are what was asked for', async () => {
  const help = await plinth('--help');
  expect(help.code).toBe(0);
  for (const command of ['init', 'dev', 'deploy', 'generate', 'config', 'openapi']) expect(help.printed).toContain(command);
  expect(await plinth('--version')).toMatchObject({ code: 0, printed: JSON.parse(readFileSync('package.json', 'utf8')).version });
});

test.each([
  [['dve'], 'Did you mean dev'],
  [['init'], "missing required argument 'folder'"],
  [['dev', '--port', '99999'], '--port must be 1 to 65535'],
  [['config'], "required option '--stack <name>'"],
  [['generate'], "required option '--out <dir>'"],
  [['openapi'], 'Say what to read'],
  [['init', '123'], 'needs a letter'],
])('%j cannot be meant so: exit code 2', async (args, message) => {
  const result = await plinth(...args);
  expect(result.code).toBe(2);
  expect(result.reported).toContain(message);
  expect(result.printed).toBe('');
});

test.each([
  [['dev'], 'There is no cdk.json'],
  [['deploy'], 'There is no cdk.json'],
  [['openapi', '--app', 'nowhere'], 'npx cdk synth'],
  [['generate', '--out', 'x', '--app', 'nowhere'], 'npx cdk synth'],
])('%j fails, in one line: exit code 1', async (args, message) => {
  const { code, reported } = await plinth(...args);
  expect(code).toBe(1);
  expect(reported).toMatch(/^plinth: /);
  expect(reported).toContain(message);
  expect(reported.split('\n')).toHaveLength(1);
});

describe('a description of the API', () => {
  beforeEach(() => {
    for (const [name, content] of Object.entries(assemblyFiles())) folder.write(`cdk.out/${name}`, content);
  });

  test('of the stack in cdk.out, to standard output or a file', async () => {
    const { code, printed } = await plinth('openapi', '--stack', 'Shop', '--app', 'cdk.out');
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    expect(await plinth('openapi', '--stack', 'Shop', '--app', 'cdk.out', '--out', 'api.json')).toMatchObject({
      code: 0,
      printed: '',
      reported: 'api.json written',
    });
    expect(JSON.parse(readFileSync(join(folder.path, 'api.json'), 'utf8'))).toEqual(JSON.parse(printed));
  });

  test.each([
    [['--stack', 'Other', '--app', 'cdk.out'], 'no stack Other'],
    [['--backend', 'Other', '--app', 'cdk.out'], 'no backend Other'],
  ])('refused with %j', async (args, message) => {
    const { code, reported } = await plinth('openapi', ...args);
    expect(code).toBe(1);
    expect(reported).toContain(message);
  });
});
