import { Lazy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** All variables of a function together may have 4 kB. */
const VARIABLE_LIMIT = 3_000;
/** What a token will be when deployed: most ARNs and queue URLs are shorter. */
const TOKEN_LENGTH = 120;

/**
 * What only a deployment knows, as one JSON object in the function's variable `PLINTH_BINDING`;
 * above 3 kB in an SSM parameter that `PLINTH_BINDING_PARAMETER` names.
 */
export class BindingVariable extends Construct {
  private readonly values: Record<string, unknown> = {};
  private parameter?: ssm.StringParameter;

  public constructor(
    scope: Construct,
    private readonly lambdaFunction: LambdaFunction,
  ) {
    super(scope, 'Binding');
    lambdaFunction.addEnvironment(
      'PLINTH_BINDING',
      Lazy.uncachedString({ produce: () => (this.parameter || Object.keys(this.values).length === 0 ? undefined : this.text()) }),
    );
  }

  /** Sets a value; an object's members are added to those that the name has already. */
  public add(name: string, value: unknown): void {
    const known = this.values[name];
    this.values[name] = typeof value === 'object' ? { ...(known as object), ...value } : value;
    if (!this.parameter && this.estimate() > VARIABLE_LIMIT) this.parameter = this.addParameter();
  }

  private addParameter(): ssm.StringParameter {
    const parameter = new ssm.StringParameter(this, 'Parameter', {
      stringValue: Lazy.uncachedString({ produce: () => this.text() }),
      tier: ssm.ParameterTier.INTELLIGENT_TIERING,
    });
    parameter.grantRead(this.lambdaFunction);
    this.lambdaFunction.addEnvironment('PLINTH_BINDING_PARAMETER', parameter.parameterName);
    return parameter;
  }

  private text(): string {
    return Stack.of(this).toJsonString(this.values);
  }

  private estimate(): number {
    return JSON.stringify(this.values).replace(/\$\{Token\[.*?\]\}/g, 'x'.repeat(TOKEN_LENGTH)).length;
  }
}
