import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { CAPABILITY_PROPS, DURATION, HANDLER_OPTIONS, LAMBDA_FUNCTION } from '../api/structs';
import { FIELD } from '../schema/field';
import { RULE_OF_CALLS } from '../schema/rule';
import { list, made, type Members, named, NUMBER, struct, textLike } from '../structs';
import type { BackendFunctionProps } from './function-props';
import type { FunctionsOptions, FunctionsProps } from './functions';
import { Trigger } from './trigger';

/** Stands in for a wrong trigger, so that its function is not told to have none. */
const STAND_IN = Trigger.schedule(Schedule.rate(Duration.days(1)));

export const FUNCTIONS_OPTIONS: Members<FunctionsOptions> = {
  handler: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
};

export const FUNCTIONS_PROPS = struct<FunctionsProps>({ ...CAPABILITY_PROPS, ...FUNCTIONS_OPTIONS });

export const BACKEND_FUNCTION_PROPS = struct<BackendFunctionProps>(
  {
    ...HANDLER_OPTIONS,
    entry: textLike('functions/greet.ts'),
    handler: LAMBDA_FUNCTION,
    input: named(FIELD, 'text'),
    output: named(FIELD, 'words'),
    rules: list(RULE_OF_CALLS),
    triggers: list(made(Trigger, "Trigger.change('notes')", STAND_IN)),
    maxConcurrency: NUMBER,
    timeout: DURATION,
  },
  "{ entry: 'functions/greet.ts', rules: [Rule.authenticated()] }",
);
