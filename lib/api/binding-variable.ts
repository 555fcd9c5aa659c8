import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** All variables of a function together may have 4 kB. */
const VARIABLE_LIMIT = 3_000;
/** An SSM parameter may have 8 kB; ARNs in a stack with a long name are a quarter longer than what they are counted as. */
const PARAMETER_LIMIT = 6_500;
/** What a token is counted as: most ARNs and queue URLs are shorter. */
const TOKEN_LENGTH = 120;

/**
 * What only a deployment knows, as one JSON object in the function's variable `PLINTH_BINDING`; above 3 kB in an SSM parameter that
 * `PLINTH_BINDING_PARAMETER` names. Which of the two is known when the tree is complete, so the parameter always stands in the tree, and
 * in the template only where it is needed.
 */
export class BindingVariable extends Construct {
  public constructor(
    scope: Construct,
    private readonly values: () => Readonly<Record<string, unknown>>,
    lambdaFunction: LambdaFunction,
  ) {
    super(scope, 'Binding');
    this.node.addValidation({ validate: () => this.faults() });
    const isLarge = () => this.length() > VARIABLE_LIMIT;
    const text = Lazy.uncachedString({ produce: () => Stack.of(this).toJsonString(this.values()) });

    const parameter = new ParameterIfNeeded(this, 'Parameter', { type: 'String', tier: 'Intelligent-Tiering', value: text }, isLarge);
    const arn = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.ref });
    const policyDocument = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [arn] })] });
    const role = lambdaFunction.role?.roleName as string;
    new PolicyIfNeeded(this, 'Policy', { policyName: 'Binding', policyDocument, roles: [role] }, isLarge);

    lambdaFunction.addEnvironment(
      'PLINTH_BINDING',
      Lazy.uncachedString({ produce: () => (isLarge() || this.isEmpty() ? undefined : text) }),
    );
    lambdaFunction.addEnvironment(
      'PLINTH_BINDING_PARAMETER',
      Lazy.uncachedString({ produce: () => (isLarge() ? parameter.ref : undefined) }),
    );
  }

  private faults(): string[] {
    const length = this.length();
    if (length <= PARAMETER_LIMIT) return [];
    return [
      `what its function must know of the deployment comes to about ${length} characters, and at most ${PARAMETER_LIMIT} fit in a parameter: ` +
        'declare fewer topics or triggered functions (about 40 fit), or cut the backend in two',
    ];
  }

  private isEmpty(): boolean {
    return Object.keys(this.values()).length === 0;
  }

  private length(): number {
    return JSON.stringify(this.values()).replace(/\$\{Token\[.*?\]\}/g, 'x'.repeat(TOKEN_LENGTH)).length;
  }
}

class ParameterIfNeeded extends CfnParameter {
  public constructor(
    scope: Construct,
    id: string,
    props: ConstructorParameters<typeof CfnParameter>[2],
    private readonly needed: () => boolean,
  ) {
    super(scope, id, props);
  }

  protected override shouldSynthesize(): boolean {
    return this.needed();
  }
}

class PolicyIfNeeded extends CfnPolicy {
  public constructor(
    scope: Construct,
    id: string,
    props: ConstructorParameters<typeof CfnPolicy>[2],
    private readonly needed: () => boolean,
  ) {
    super(scope, id, props);
  }

  protected override shouldSynthesize(): boolean {
    return this.needed();
  }
}
