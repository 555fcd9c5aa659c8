import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from '../../../cli/local/run.js';
import { findPython, virtualEnvironment } from '../../../cli/local/python.js';
import { cognitoCases } from './cases/cognito.js';
import { eventCases } from './cases/events.js';
import { httpApiCases } from './cases/http-api.js';
import { iamCases } from './cases/iam.js';
import { secretCases } from './cases/secrets.js';
import { snsCases } from './cases/sns.js';
import { streamCases } from './cases/streams.js';
import { tableCases } from './cases/tables.js';
import { transportCases } from './cases/transport.js';
import { Stand } from './stand.js';

const ROOT = join(__dirname, '../../..');
const FOLDER = join(ROOT, 'cli/local/emulator');
const CASES = [
  ...transportCases,
  ...cognitoCases,
  ...httpApiCases,
  ...snsCases,
  ...tableCases,
  ...secretCases,
  ...iamCases,
  ...eventCases,
  ...streamCases,
];

jest.setTimeout(60_000);

let stateDir: string;
let mended: Stand;
let bare: Stand;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'plinth-fixes-'));
  const options = { folder: FOLDER, nodePath: join(ROOT, 'node_modules'), env: process.env, stateDir, persist: true };
  [mended, bare] = await Promise.all([Stand.start(options), Stand.start({ ...options, without: ['all'] })]);
}, 180_000);

afterAll(async () => {
  await Promise.all([mended?.stop(), bare?.stop()]);
  rmSync(stateDir, { recursive: true, force: true });
});

/** When the first of the two fails, MiniStack has become right and the fix can go. */
describe.each(CASES)('$fix', (fixCase) => {
  test('is needed, and mends', async () => {
    const [without, with_] = await Promise.all([fixCase.observe(bare), fixCase.observe(mended)]);
    expect({ without, with: with_ }).toEqual({ without: fixCase.without, with: fixCase.with });
  });
});

test('every fix has a case', async () => {
  const run = runIn(process.env);
  const search = await findPython(run);
  if ('missing' in search) throw new Error(search.missing);
  const requirements = join(FOLDER, 'requirements.txt');
  const cacheDir = join(homedir(), '.cache', 'plinth');
  const python = await virtualEnvironment({ python: search.python, requirements, cacheDir, run, progress: () => {} });
  const fixes = execFileSync(python, [join(FOLDER, 'launcher.py'), '--list'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(CASES.map(({ fix }) => fix).sort()).toEqual(fixes.sort());
});
