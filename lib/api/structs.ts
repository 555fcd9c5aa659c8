import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Duration } from 'aws-cdk-lib';
import { ANYTHING, BOOLEAN, having, list, made, type Members, named, needed, NUMBER, struct, TEXT, textLike } from '../structs';
import type { AlarmOptions, FailureMetric } from './alarms';
import type { BackendApi, BackendApiProps } from './backend-api';
import type { CapabilityProps } from './capability';
import type { ClientOptions } from './client-folder';
import { Environment } from './environment';
import type { HandlerProps } from './handler';
import { HandlerCode } from './handler-code';
import type { HandlerOptions } from './handler-options';
import type { RouteOptions } from './route-table';

export const DURATION = having<Duration>('toSeconds', 'a Duration', 'Duration.seconds(10)');
export const LAMBDA_FUNCTION = having<IFunction>(
  'functionArn',
  'a Lambda function',
  "lambda.Function.fromFunctionArn(this, 'Theirs', arn)",
);

export const HANDLER_OPTIONS: Members<HandlerOptions> = {
  memorySize: NUMBER,
  reservedConcurrentExecutions: NUMBER,
  environment: named(TEXT, 'TZ'),
};

export const HANDLER_PROPS = struct<HandlerProps>({
  ...HANDLER_OPTIONS,
  api: needed(having<BackendApi>('addRoutes', 'a BackendApi', 'backend.api')),
  code: needed(made(HandlerCode, "HandlerCode.folder('search')")),
  capabilities: list(textLike('search')),
  description: needed(textLike('search')),
  timeout: DURATION,
});

export const BACKEND_API_PROPS: Members<BackendApiProps> = {
  backendId: textLike('shop'),
  environment: made(Environment, "Environment.production({ corsOrigins: ['https://app.example.com'] })"),
  client: struct<ClientOptions>({ outDir: needed(textLike('web/src/backend')) }, "{ outDir: 'web/src/backend' }"),
  throttle: struct<ThrottleSettings>({ rateLimit: NUMBER, burstLimit: NUMBER }, '{ rateLimit: 100, burstLimit: 50 }'),
};

/** Checked by `Capability`, before there is anything that could tell faults. */
export const CAPABILITY_PROPS: Members<CapabilityProps> = { api: ANYTHING };

export const ALARM_OPTIONS = struct<AlarmOptions>({ actions: list(having('bind', 'an alarm action', 'new SnsAction(topic)')) });

export const FAILURE_METRIC = struct<FailureMetric>({
  description: needed(TEXT),
  metric: needed(having<IMetric>('toMetricConfig', 'a metric', 'queue.metricApproximateNumberOfMessagesVisible()')),
  threshold: NUMBER,
});

export const ROUTE_OPTIONS = struct<RouteOptions>({
  routeKeys: needed(list(textLike('GET /search/{index}'))),
  target: needed(LAMBDA_FUNCTION),
  guests: BOOLEAN,
  optional: BOOLEAN,
});
