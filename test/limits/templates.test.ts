import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly, synthesise } from '../support/assembly';
import { cfnLint } from '../support/cfn-lint';
import { ROOT } from '../support/cdk';

jest.setTimeout(120_000);

const APPS = ['notebooks', 'minimal', 'four-hundred'];

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly Violation[] }[];
}

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

const folderOf = (app: string) => `limits/templates/${app}`;
const check = (app: string) => synthesise(`test/limits/apps/${app}.ts`, folderOf(app), { validate: true });

/** What CDK's validator and the rule packs found, warnings too. */
function findings(app: string): string[] {
  const report: Report = JSON.parse(readFileSync(join(ROOT, 'build', folderOf(app), 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${pluginName} ${ruleName} ${constructPath}`),
    ),
  );
}

test.each(APPS)('%s passes CDK’s validator, AwsSolutions, Serverless and cfn-lint, warnings too', async (app) => {
  const { stacks } = await check(app);
  expect(findings(app)).toEqual([]);
  expect((await Promise.all(stacks.map(({ file }) => cfnLint(file)))).flat()).toEqual([]);
});

test('each of them would say so', async () => {
  await expect(check('faulty')).rejects.toThrow('ValidationFailed');
  expect(findings('faulty')).toEqual([
    'AwsSolutions AwsSolutions-SQS3 Faulty/Queue',
    'AwsSolutions AwsSolutions-SQS4 Faulty/Queue',
    'Serverless Serverless-SQSRedrivePolicy Faulty/Queue',
    'CloudFormation Validate F3034 Faulty/Queue',
  ]);
  const [stack] = readAssembly(join(ROOT, 'build', folderOf('faulty'))).stacks;
  expect(await cfnLint(stack!.file)).toEqual([expect.stringContaining('DelaySeconds')]);
});
