import { Annotations, Duration } from 'aws-cdk-lib';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { at, type Fault } from '../manifest';
import type { BackendFunction } from './backend-function';
import type { BackendFunctionProps } from './function-props';

/** How long Lambda lets a call run. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_TIMEOUT = Duration.minutes(15);

/** What an HTTP API waits for an integration, and nobody can raise. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const CLIENT_TIMEOUT = Duration.seconds(30);

/** Options that a given function has from its maker. */
const OF_ENTRY = ['memorySize', 'environment', 'reservedConcurrentExecutions'] as const;

/**
 * What cannot work in a function's options, beyond what each may be.
 * @param given what is declared, right or wrong: of neither `entry` nor `handler` a wrong one is no lack
 * @param props what of it is right
 */
export function* functionFaults(path: string, name: string, given: BackendFunctionProps, props: BackendFunctionProps): Iterable<Fault> {
  const { handler, timeout, triggers = [] } = props;
  if ((given?.entry === undefined) === (given?.handler === undefined)) {
    yield { path, message: `give either entry: 'functions/${name}.ts' or handler: an existing function, not both` };
  }
  for (const option of OF_ENTRY.filter((each) => handler && props[each] !== undefined)) {
    yield { path: at(path, option), message: 'is for an entry file; set it where the function is made that you give as handler' };
  }
  if (timeout && isLonger(timeout, MAX_TIMEOUT)) {
    yield { path: at(path, 'timeout'), message: `Lambda ends a call after 15 minutes, is ${timeout.toHumanString()}; give less` };
  }
  if (handler && triggers.length > 0 && !handler.role) yield { path: at(path, 'handler'), message: withoutRole(handler) };
}

/** Whether it is known to be longer. */
function isLonger(timeout: Duration, than: Duration): boolean {
  return !timeout.isUnresolved() && timeout.toMilliseconds() > than.toMilliseconds();
}

/** Says that a client gets no answer from a call that runs longer than the API waits. It may be meant: what triggers it waits. */
export function warnOfTimeout(added: BackendFunction, given?: Duration): void {
  const timeout = given ?? (added.handler instanceof LambdaFunction ? added.handler.timeout : undefined);
  if (!timeout || !isLonger(timeout, CLIENT_TIMEOUT)) return;
  Annotations.of(added).addWarningV2(
    'cdk-plinth:clientTimeout',
    `${added.functionName} may run ${timeout.toHumanString()}, but an HTTP API answers its clients with 503 after 30 seconds, while it runs on: ` +
      'give timeout: Duration.seconds(29), or have clients write an item whose change triggers what takes longer',
  );
}

/** It reads the queue of what triggers it by its own right, which only a known role can be given. */
function withoutRole({ node }: IFunction): string {
  return (
    `${node.path} is imported without its role, which must be allowed to read the queue of its triggers; import both: ` +
    "lambda.Function.fromFunctionAttributes(this, 'Theirs', { functionArn, role: iam.Role.fromRoleArn(this, 'TheirRole', roleArn) })"
  );
}
