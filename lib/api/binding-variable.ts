import { createHash } from 'node:crypto';
import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Of all variables of a function, as JSON. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_LIMIT = 4_096;
/** What the names of Plinth's own variables take, with the parameters' names and their hash. */
const RESERVED = 500;
/** The binding's, so that a variable more does not move it to parameters. */
const VARIABLE_LIMIT = 3_000;
/** An SSM parameter may have 8 kB; ARNs in a stack with a long name are a quarter longer than what they are counted as. */
const PARAMETER_LIMIT = 6_500;
/** Enough for about 80 functions that changes trigger. */
const PARAMETERS = 4;
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
 * variables leave less, in SSM parameters that `PLINTH_BINDING_PARAMETERS` names, with commas between. How many it takes is known when the
 * tree is complete, so all stand in the tree, and in the template those that are needed.
 *
 * Functions read the parameters when they start. So that those that run do not keep old ones, their hash is a variable: another binding is
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
    const stack = Stack.of(this);
    const isLarge = () => this.isLarge();
    const json = (values: () => unknown) => Lazy.uncachedString({ produce: () => stack.toJsonString(values()) });

    const parameters = Array.from({ length: PARAMETERS }, (_, at) => {
      // The tier follows from the size: up to 4 kB a standard one, which costs nothing.
      const props = { type: 'String', tier: 'Intelligent-Tiering', value: json(() => this.parts()[at]) };
      return new ParameterIfNeeded(this, `Parameter${at + 1}`, props, () => isLarge() && at < this.parts().length);
    });
    const names = () => parameters.slice(0, this.parts().length).map(({ ref }) => ref);
    const resources = () => names().map((resourceName) => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName }));
    const statement = new PolicyStatement({ actions: ['ssm:GetParameter'], resources: Lazy.uncachedList({ produce: resources }) });
    const policyDocument = new PolicyDocument({ statements: [statement] });
    const role = lambdaFunction.role?.roleName as string;
    const policy = new PolicyIfNeeded(this, 'Policy', { policyName: 'Binding', policyDocument, roles: [role] }, isLarge);
    lambdaFunction.node.defaultChild?.node.addDependency(policy);

    this.addVariable('PLINTH_BINDING', () => (this.isEmpty() || isLarge() ? undefined : json(this.values)));
    this.addVariable('PLINTH_BINDING_PARAMETERS', () => (isLarge() ? names().join() : undefined));
    this.addVariable('PLINTH_BINDING_HASH', () => (isLarge() ? this.hash() : undefined));
  }

  private addVariable(name: string, value: () => string | undefined): void {
    this.lambdaFunction.addEnvironment(name, Lazy.uncachedString({ produce: () => (this.measuring ? undefined : value()) }));
  }

  private faults(): string[] {
    const others = this.lengthOfOthers();
    const faults: string[] = [];
    if (this.parts().length > PARAMETERS) {
      faults.push(
        `what its function must know of the deployment comes to about ${this.textOf(this.values()).length} characters, and at most ` +
          `${PARAMETERS * PARAMETER_LIMIT} fit in ${PARAMETERS} parameters: declare fewer topics or triggered functions, or cut the backend in two`,
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

  /** The values, cut where a parameter is full: within their members, too. */
  private parts(): Record<string, any>[] {
    const parts: Record<string, any>[] = [];
    let room = 0;
    for (const [name, value] of Object.entries(this.values())) {
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      for (const piece of isRecord ? Object.entries(value).map(([key, each]) => ({ [key]: each })) : [value]) {
        room -= this.textOf({ [name]: piece }).length;
        if (room < 0) {
          parts.push({});
          room = PARAMETER_LIMIT - this.textOf({ [name]: piece }).length;
        }
        const part = parts[parts.length - 1] as Record<string, any>;
        part[name] = isRecord ? { ...part[name], ...piece } : piece;
      }
    }
    return parts;
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
