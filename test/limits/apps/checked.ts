import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/** An app whose templates go, where CDK's own validator is on, through it with its errors fatal, and through both rule packs. */
export function checkedApp(): App {
  const app = new App({ postCliContext: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  if (process.env.CDK_VALIDATION !== 'false') Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
