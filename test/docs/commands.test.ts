import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../cli/program';
import { PROBLEMS } from '../../lib/manifest';
import { pages, ROOT, read } from './examples';

const COMMANDS = ['init', 'dev', 'deploy', 'generate', 'config', 'openapi', 'import', 'export', 'user'];

/** The options of a command, as its help names them. */
async function optionsOf(command: string): Promise<string[]> {
  let help = '';
  const print = (line: string) => void (help += `${line}\n`);
  const args = command === 'user' ? ['user', 'add-to-group'] : [command];
  await runProgram([...args, '--help'], { cwd: ROOT, env: {}, packageDir: ROOT, print, report: print });
  return [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map(([, option = '']) => option).filter((option) => option !== '--help');
}

/** Each `plinth command --option` of a page. */
function callsIn(markdown: string): [command: string, options: string[]][] {
  return [...markdown.matchAll(/\bplinth ((?:[a-z]+)\b[^\n`#]*)/g)].map(([, rest = '']) => {
    const own = rest.split(' -- ')[0] ?? '';
    return [own.split(/\s/)[0] ?? '', own.match(/(?<=\s)--[\w-]+/g) ?? []];
  });
}

test('every command line in the docs is one that there is', async () => {
  const known = new Map(await Promise.all(COMMANDS.map(async (command) => [command, await optionsOf(command)] as const)));
  const wrong = pages().flatMap((page) =>
    [...read(page).matchAll(/^.*$/gm)].flatMap(([line]) =>
      callsIn(line)
        .filter(([command]) => COMMANDS.includes(command) || line.includes('npx'))
        .filter(([command, options]) => !options.every((option) => known.get(command)?.includes(option)))
        .map(() => `${page}: ${line}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('every option of every command stands in docs/cli.md', async () => {
  const sections = read('docs/cli.md').split(/^## /m);
  for (const command of COMMANDS) {
    const section = sections.find((text) => text.startsWith(`\`plinth ${command}\``)) ?? '';
    const shared = command === 'openapi' ? read('docs/cli.md') : section;
    expect([command, (await optionsOf(command)).filter((option) => !shared.includes(option))]).toEqual([command, []]);
  }
});

test('npm scripts that the docs name are there', () => {
  const ours = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
  const apps = JSON.parse(readFileSync(join(ROOT, 'cli/templates/app/package.json.tmpl'), 'utf8')).scripts;
  const named = pages().flatMap((page) => [...read(page).matchAll(/\bnpm run ([a-z]+)/g)].map(([, script = '']) => script));
  expect(named.filter((script) => !(script in ours) && !(script in apps))).toEqual([]);
});

test('every code of an error stands in the docs of client and HTTP', () => {
  const source = readFileSync(join(ROOT, 'client/core/error.ts'), 'utf8');
  const codes = [...(source.split('export type ErrorCode =')[1]?.split(';')[0] ?? '').matchAll(/\| '([a-z-]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !read('docs/client.md').includes(`\`${code}\``))).toEqual([]);
  const problems = Object.entries(PROBLEMS).filter(([code, { status }]) => !read('docs/http.md').includes(`| ${status} | \`${code}\``));
  expect(problems).toEqual([]);
});
