import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { Environment } from '../../lib';
import { addEverything } from './support';

interface Report {
  readonly pluginReports: { violations: { ruleName: string; violatingConstructs?: { constructPath: string }[] }[] }[];
}

/** What cdk-nag's packs find in a backend that uses everything, warnings too: `rule path`. */
function findings(environment: Environment): string[] {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  addEverything(new Stack(app, 'Shop'), { environment, auth: { acceptMailLimit: true, groups: ['editors'] } });
  expect(() => app.synth()).toThrow('Serverless');
  const { pluginReports }: Report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs = [] }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

test.each([
  ['development', Environment.development()],
  ['production', Environment.production({ corsOrigins: ['https://shop.example.com'] })],
])('the AwsSolutions and Serverless packs find nothing of ours in %s', (_, environment) => {
  const [theirs, ours] = [/ Shop\/Greet\//, / Shop\/(?!Greet\/)/].map((path) =>
    findings(environment).filter((finding) => path.test(finding)),
  );
  expect(ours).toEqual([]);
  // The function that the test brings along shows that the packs did run.
  expect(theirs).toContain('Serverless-LambdaDefaultTimeout Shop/Greet/Resource');
});
