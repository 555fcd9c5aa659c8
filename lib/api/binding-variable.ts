import { createHash } from 'node:crypto';
import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Of all variables of a function, as JSON. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_LIMIT = 4_096;
/** What the names of Plinth's own variables take, with the parameter's name and its hash. */
const RESERVED = 250;
/** The binding's, so that a variable more does not move it to a parameter. */
const VARIABLE_LIMIT = 3_000;
/** An SSM parameter may have 8 kB; ARNs in a stack with a long name are a quarter longer than what they are counted as. */
const PARAMETER_LIMIT = 6_500;
/** What a reference is counted as: most ARNs and queue URLs are shorter. */
const REFERENCE_LENGTH = 120;
/** What those are counted as that are no resource's: the longest there are. */
const PSEUDO_LENGTHS: Readonly<Record<string, number>> = {
  'AWS::Partition': 10,
  'AWS::Region': 14,
  'AWS::AccountId': 12,
  'AWS::URLSuffix': 16,
};

/**
 * What only a deployment knows, as one JSON object in the function's variable `PLINTH_BINDING`; above 3 kB, or where the function's other
 * variables leave less, in an SSM parameter that `PLINTH_BINDING_PARAMETER` names. Which of the two is known when the tree is complete, so
 * the parameter always stands in the tree, and in the template only where it is needed.
 *
 * Functions read the parameter when they start. So that those that run do not keep an old one, its hash is a variable: another binding is
 * another configuration, with which Lambda starts them anew.
 */
export class BindingVariable extends Construct {
  private measuring = false;

  public constructor(
    scope: Construct,
    private readonly values: () => Readonly<Record<string, unknown>>,
    private readonly lambdaFunction: LambdaFunction,
  ) {
    super(scope, 'Binding');
    this.node.addValidation({ validate: () => this.faults() });
    const text = Lazy.uncachedString({ produce: () => Stack.of(this).toJsonString(this.values()) });
    const isLarge = () => this.isLarge();

    // The tier follows from the size: up to 4 kB a standard one, which costs nothing.
    const parameter = new ParameterIfNeeded(this, 'Parameter', { type: 'String', tier: 'Intelligent-Tiering', value: text }, isLarge);
    const arn = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.ref });
    const policyDocument = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [arn] })] });
    const role = lambdaFunction.role?.roleName as string;
    const policy = new PolicyIfNeeded(this, 'Policy', { policyName: 'Binding', policyDocument, roles: [role] }, isLarge);
    lambdaFunction.node.defaultChild?.node.addDependency(policy);

    this.addVariable('PLINTH_BINDING', () => (this.isEmpty() || isLarge() ? undefined : text));
    this.addVariable('PLINTH_BINDING_PARAMETER', () => (isLarge() ? parameter.ref : undefined));
    this.addVariable('PLINTH_BINDING_HASH', () => (isLarge() ? this.hash() : undefined));
  }

  private addVariable(name: string, value: () => string | undefined): void {
    this.lambdaFunction.addEnvironment(name, Lazy.uncachedString({ produce: () => (this.measuring ? undefined : value()) }));
  }

  private faults(): string[] {
    const [length, others] = [this.textOf(this.values()).length, this.lengthOfOthers()];
    const faults: string[] = [];
    if (length > PARAMETER_LIMIT) {
      faults.push(
        `what its function must know of the deployment comes to about ${length} characters, and at most ${PARAMETER_LIMIT} fit in a parameter: ` +
          'declare fewer topics or triggered functions (about 40 fit), or cut the backend in two',
      );
    }
    if (others > ENVIRONMENT_LIMIT - RESERVED) {
      faults.push(
        `the variables of its function come to about ${others} bytes, and Lambda takes ${ENVIRONMENT_LIMIT}, ${RESERVED} of them for Plinth: ` +
          'shorten them, or keep what is long in a parameter or a file beside the code',
      );
    }
    return faults;
  }

  private isLarge(): boolean {
    const text = this.textOf(this.values());
    // Lambda counts all variables as one JSON, in which the quotes of this one are escaped.
    return text.length > VARIABLE_LIMIT || JSON.stringify(text).length + this.lengthOfOthers() > ENVIRONMENT_LIMIT - RESERVED;
  }

  private isEmpty(): boolean {
    return Object.keys(this.values()).length === 0;
  }

  /** What a deployment is expected to make of it, as JSON. */
  private textOf(value: unknown): string {
    return JSON.stringify(expected(Stack.of(this).resolve(value)));
  }

  /** The function's variables without those made here. */
  private lengthOfOthers(): number {
    this.measuring = true;
    try {
      const { environment } = this.lambdaFunction.node.defaultChild as CfnFunction;
      return this.textOf(Stack.of(this).resolve(environment)?.variables ?? {}).length;
    } finally {
      this.measuring = false;
    }
  }

  /** Of the text as the template has it: what a reference stands for changes with what it refers to. */
  private hash(): string {
    return createHash('sha256')
      .update(JSON.stringify(Stack.of(this).resolve(this.values())))
      .digest('hex')
      .slice(0, 16);
  }
}

/** A resolved value with text of about the right length in place of CloudFormation's functions. */
function expected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && name === 'Fn::Join') return argument[1].map(expected).join(argument[0]);
  if (others.length === 0 && name === 'Ref') return 'x'.repeat(PSEUDO_LENGTHS[argument] ?? REFERENCE_LENGTH);
  if (others.length === 0 && name.startsWith('Fn::')) return 'x'.repeat(REFERENCE_LENGTH);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expected(each)]));
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
