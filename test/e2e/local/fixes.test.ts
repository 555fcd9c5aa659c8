import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bucketCases } from './cases/buckets.js';
import { cognitoCases } from './cases/cognito.js';
import { eventCases } from './cases/events.js';
import { httpApiCases } from './cases/http-api.js';
import { iamCases } from './cases/iam.js';
import { nestedCases } from './cases/nested.js';
import { secretCases } from './cases/secrets.js';
import { snsCases } from './cases/sns.js';
import { streamCases } from './cases/streams.js';
import { tableCases } from './cases/tables.js';
import { transportCases } from './cases/transport.js';
import { Stand } from './stand.js';

const ROOT = join(__dirname, '../../..');
const CASES = [
  ...transportCases,
  ...cognitoCases,
  ...httpApiCases,
  ...snsCases,
  ...tableCases,
  ...bucketCases,
  ...nestedCases,
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
  const options = {
    folder: join(ROOT, 'cli/local/emulator'),
    nodePath: join(ROOT, 'node_modules'),
    env: process.env,
    stateDir,
    persist: true,
  };
  [mended, bare] = await Promise.all([Stand.start(options), Stand.start({ ...options, without: ['all'] })]);
}, 180_000);

afterAll(async () => {
  await Promise.all([mended?.stop(), bare?.stop()]);
  rmSync(stateDir, { recursive: true, force: true });
});

/** When the first of the two fails, MiniStack has become right and the fix can go. */
describe.each(CASES)('$fix', (fixCase) => {
  test('is needed, and mends', async () => {
    const [bareSight, mendedSight] = await Promise.all([fixCase.observe(bare), fixCase.observe(mended)]);
    expect({ without: bareSight, with: mendedSight }).toEqual({ without: fixCase.without, with: fixCase.with });
  });
});

/** The first group of each match in a file, sorted. */
const names = (file: string, pattern: RegExp) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(pattern)].map(([, name]) => name).sort();

test('every fix has a case, and a line in docs/local.md', () => {
  const fixes = names('cli/local/emulator/fixes/__init__.py', /^ {4}\w+\.(\w+),$/gm);
  expect(CASES.map(({ fix }) => fix).sort()).toEqual(fixes);
  expect(names('docs/local.md', /^\| `(\w+)` \|/gm)).toEqual(fixes);
});
