import { Duration } from 'aws-cdk-lib';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { CodeFiles } from './assets';
import { type Fault, formatFaults } from '../manifest';
import type { BackendApi } from './backend-api';
import { BindingVariable } from './binding-variable';
import { acknowledge, acknowledgeWildcards, ownRole } from './findings';
import type { HandlerCode } from './handler-code';
import type { HandlerOptions } from './handler-options';
import { StagedCode } from './staged-code';
import { HANDLER_PROPS } from './structs';

/** What a handler is made of. */
export interface HandlerProps extends HandlerOptions {
  /** The API whose manifest is laid beside the code. */
  readonly api: BackendApi;

  /** Its code. */
  readonly code: HandlerCode;

  /**
   * The capabilities that it works for: `manifest.json` beside its code has their sections, and `PLINTH_BINDING` what they tell.
   * @default - all
   */
  readonly capabilities?: string[];

  /** What it does, for the Lambda console. */
  readonly description: string;

  /**
   * How long a call may take; API Gateway waits 30 s.
   * @default Duration.seconds(29)
   */
  readonly timeout?: Duration;
}

/**
 * A Lambda function of Plinth's kind: prebuilt code with the manifest beside it, a role of its own that may write its log and nothing
 * else until granted, an explicit log group, and what only a deployment knows in one environment variable.
 */
export class Handler extends Construct implements iam.IGrantable {
  /** The function. */
  public readonly lambdaFunction: lambda.Function;
  /** Its role, without managed policies. */
  public readonly role: iam.Role;
  /** Its log, kept as the environment says. */
  public readonly logGroup: logs.LogGroup;
  /** The role, with what is granted to it in its one inline policy. */
  public readonly grantPrincipal: iam.IPrincipal;

  /**
   * Makes its code, anew for each synthesis.
   * @returns what keeps it from being made, such as an entry file that is not there
   * @internal
   */
  public readonly _codeFault: () => string | undefined;

  private readonly policy: iam.PolicyDocument;
  /** Its code as made last. */
  private files?: CodeFiles;
  private readonly ownBinding: Record<string, Record<string, string>> = {};

  public constructor(scope: Construct, id: string, props: HandlerProps) {
    super(scope, id);
    this.refuse(props);
    const { api } = props;

    this.logGroup = new logs.LogGroup(this, 'Log', {
      retention: api.environment.logRetention,
      removalPolicy: api.environment.removalPolicy,
    });
    this.policy = new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [this.logGroup.logGroupArn] }),
      ],
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Handler: this.policy },
    });
    ownRole(this.role);
    this.grantPrincipal = inlinePrincipal(this.role, this.policy);
    // Where nobody's data is at stake a stack names the lines that a person wrote; it takes a moment more when a function starts.
    const sourceMap = props.code._bundled && !api.environment.lasting;
    const code = () => props.code._files(sourceMap);
    this._codeFault = () => {
      try {
        this.files = code();
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    this.lambdaFunction = new lambda.Function(this, 'Function', {
      description: `${api.description}: ${props.description}`,
      code: new StagedCode(
        () => JSON.stringify(api._manifest(props.capabilities)),
        () => this.files ?? code(),
      ),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: props.memorySize ?? 1024,
      timeout: props.timeout ?? Duration.seconds(29),
      role: this.role,
      logGroup: this.logGroup,
      environment: sourceMap ? { NODE_OPTIONS: '--enable-source-maps', ...props.environment } : props.environment,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    });
    acknowledge(this.lambdaFunction, {
      'Serverless-LambdaDLQ':
        'It is called by API Gateway, a queue or a stream, which keep what failed themselves; nothing calls it asynchronously.',
      'Serverless-LambdaTracing': 'Traces cost by the request, so they are the app’s choice; each line of the log names its request.',
    });
    api.addFailureMetric(this, 'Errors', { description: `errors of ${props.description}`, metric: this.metricErrors() });
    const shared = () => api._binding(props.capabilities);
    new BindingVariable(this, () => ({ ...shared(), ...this.ownBinding }), this.lambdaFunction);
    this.node.addValidation({
      validate: () =>
        Object.keys(this.ownBinding)
          .filter((name) => name in shared())
          .map(takesThePlace),
    });
  }

  /** Calls that ended in an error or not at all, beyond what it answered for: what to put an alarm on. */
  public metricErrors(options?: MetricOptions): IMetric {
    return this.lambdaFunction.metricErrors({ statistic: 'sum', ...options });
  }

  /**
   * Adds to the role's inline policy.
   * @param reason why a wildcard in its resources is as narrow as can be: rule packs (cdk-nag) find it acknowledged
   */
  public allow(statement: iam.PolicyStatement, reason?: string): void {
    this.policy.addStatements(statement);
    if (reason !== undefined) acknowledgeWildcards(this.role, statement.resources, reason);
  }

  /**
   * Tells this handler alone what only a deployment knows: members of the object of that name in `PLINTH_BINDING`.
   * What a capability tells everyone who works for it is its `binding()`.
   */
  public bind(name: string, values: { [key: string]: string }): void {
    this.ownBinding[name] = { ...this.ownBinding[name], ...values };
  }

  /** At once: without an API there is nobody to tell faults with all others. */
  private refuse(props: HandlerProps): void {
    const faults: Fault[] = [];
    HANDLER_PROPS.read(props, this.node.path, faults);
    if (faults.length > 0) throw new Error(formatFaults(faults));
  }
}

const takesThePlace = (name: string) =>
  `bind('${name}', …) would take the place of what a capability of this handler tells by that name; choose another`;

/** A role's grants otherwise become a policy resource of their own. */
function inlinePrincipal(role: iam.Role, policy: iam.PolicyDocument): iam.IPrincipal {
  const principal: iam.IPrincipal = {
    get grantPrincipal() {
      return principal;
    },
    assumeRoleAction: role.assumeRoleAction,
    policyFragment: role.policyFragment,
    principalAccount: role.principalAccount,
    addToPrincipalPolicy(statement) {
      policy.addStatements(statement);
      return { statementAdded: true, policyDependable: role };
    },
  };
  return principal;
}
