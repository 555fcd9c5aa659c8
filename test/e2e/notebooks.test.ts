import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/cdk';
import { deployment, E2E_DIR } from './deployment';

/** What `npm start` shows, against what the CDK CLI has deployed. The tour ends with another exit code where it misses a step. */
test('the example’s tour sees every step', async () => {
  const config = join(E2E_DIR, 'notebooks', 'config.json');
  writeFileSync(config, JSON.stringify(deployment('notebooks').config));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'tour.mts', config], {
    cwd: join(ROOT, 'examples/notebooks'),
  });
  expect(stdout).toMatch(/✓ the schedule ran/);
});
