import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HEADERS } from '../manifest';
import type { Environment } from './environment';

/** What the HTTP API is made of. */
export interface HttpFrontProps {
  /** Decides origins and log retention. */
  readonly environment: Environment;
  /** Whose API it is, for the console. */
  readonly description: string;
  /**
   * Requests a second and at once.
   * @default - 1,000 a second, 500 at once
   */
  readonly throttle?: apigateway.ThrottleSettings;
}

/** An HTTP API with its `$default` stage, throttled, with an access log, open to the environment's web origins. */
export class HttpFront extends Construct {
  /** The API. */
  public readonly httpApi: apigateway.HttpApi;
  /** Its `$default` stage. */
  public readonly stage: apigateway.HttpStage;
  /** One line of JSON a request. */
  public readonly accessLog: LogGroup;

  public constructor(scope: Construct, id: string, props: HttpFrontProps) {
    super(scope, id);
    const { environment } = props;

    this.httpApi = new apigateway.HttpApi(this, 'Api', {
      apiName: props.description.slice(0, 128),
      createDefaultStage: false,
      corsPreflight: cors(environment.corsOrigins ?? []),
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: environment.logRetention,
      removalPolicy: environment.removalPolicy,
    });
    this.stage = new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 1_000, burstLimit: 500, ...props.throttle },
      accessLogSettings: { destination: new apigateway.LogGroupLogDestination(this.accessLog), format: ACCESS_LOG_FORMAT },
    });
  }

  /** Answers of 500 and more: what to put an alarm on. */
  public metricServerErrors(options?: MetricOptions): IMetric {
    return this.httpApi.metricServerError({ statistic: 'sum', ...options });
  }
}

function cors(origins: string[]): apigateway.CorsPreflightOptions | undefined {
  if (origins.length === 0) return undefined;
  return {
    allowOrigins: origins,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => method as apigateway.CorsHttpMethod),
    allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', HEADERS.idempotencyKey, HEADERS.manifest],
    exposeHeaders: ['ETag', 'Location', 'Retry-After', HEADERS.idempotencyReplayed, 'Date', 'apigw-requestid'],
    maxAge: Duration.hours(2),
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    sourceIp: '$context.identity.sourceIp',
    userAgent: '$context.identity.userAgent',
    responseLength: '$context.responseLength',
    responseLatency: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
    authorizerError: '$context.authorizer.error',
  }),
);
