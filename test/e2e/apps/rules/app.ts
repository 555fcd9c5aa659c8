// The table of rules (test/rules/table) as a backend: a model for each section that can be deployed. See test/e2e/rules.test.ts.
import { App, Stack } from 'aws-cdk-lib';
import { LambdaVersion, type UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Backend, Field, Relation } from 'cdk-plinth';
import type { RuleSpec } from '../../../../lib/manifest';
import { FIELD_MODEL_RULES } from '../../../rules/table/fields';
import { NOTEBOOK_RULES } from '../../../rules/table/related';
import { CALLERS, FIELDS } from '../../../rules/table/section';
import { CHANGED, DEPLOYED, GUARDED } from '../../rules/deployed';
import { fieldOf, ruleOf } from './declare';

const stack = new Stack(new App(), 'Rules');
const backend = new Backend(stack, 'Backend', {
  client: { outDir: process.env.CLIENT_OUT! },
  auth: { groups: ['editors', 'staff'] },
});

const fields = Object.fromEntries(Object.entries(FIELDS).map(([name, spec]) => [name, fieldOf(spec)]));
backend.data.addModel('notebooks', { fields, rules: NOTEBOOK_RULES.map(({ _spec }) => ruleOf(_spec)) });
for (const [model, { rules }] of [...DEPLOYED, ...CHANGED]) addModel(model, rules);
for (const [model, { rules }] of GUARDED) {
  addModel(
    model,
    FIELD_MODEL_RULES.map(({ _spec }) => _spec),
    { pay: Field.integer({ rules: rules.map(ruleOf) }) },
  );
}

function addModel(model: string, rules: readonly RuleSpec[], more: Record<string, Field> = {}): void {
  backend.data.addModel(model, {
    fields: { ...fields, memo: Field.string(), ...more },
    rules: rules.map(ruleOf),
    relations: { notebook: Relation.belongsTo('notebooks', { field: 'notebookId' }) },
    allowScan: true,
  });
}

// Puts into access tokens the claims that the table's callers have, by the name that their address starts with.
const claims = Object.fromEntries(Object.entries(CALLERS).map(([name, caller]) => [name, 'claims' in caller ? caller.claims : {}]));
(backend.auth!.userPool as UserPool).addTrigger(
  UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
  new LambdaFunction(stack, 'Claims', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(`
      const claims = ${JSON.stringify(claims)};
      exports.handler = async (event) => {
        const [name] = event.request.userAttributes.email.split('.');
        event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims[name] ?? {} } } };
        return event;
      };`),
  }),
  LambdaVersion.V2_0,
);
