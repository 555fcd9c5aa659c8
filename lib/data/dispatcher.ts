import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type BackendApi, Handler, HandlerCode, type HandlerOptions } from '../api';
import { acknowledge, DEAD_END } from '../api/findings';
import { tablePrefix } from '../manifest';
import type { Model } from './model';
import { TableAccess } from './table-access';

/** Later than this is a failure: ordinarily it is less than a second. */
const MAX_LAG = Duration.minutes(10);

const STREAM_ACTIONS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/** A function that changes trigger, with the queues that they come by. */
interface Fed {
  readonly functionName: string;
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue: sqs.Queue;
}

/**
 * Reads the streams of the models that trigger functions, and takes each change to the functions' queues; and of those whose deletes go on
 * with other items, and sees to these. One reader, since a shard of a stream has two at most. A model that it reads costs one mapping, and
 * its table a stream.
 */
export class Dispatcher extends Construct {
  /** The function that reads the streams. */
  public readonly handler: Handler;
  /** Where in its stream a batch lies that could not be dispatched for 23 hours. The stream itself keeps changes for 24. */
  public readonly failures: sqs.Queue;

  private readonly mapped = new Set<string>();
  private readonly streams: iam.PolicyStatement;
  private readonly send: iam.PolicyStatement;
  private tables?: TableAccess;

  public constructor(
    scope: Construct,
    id: string,
    private readonly api: BackendApi,
    options: HandlerOptions = {},
  ) {
    super(scope, id);
    this.failures = new sqs.Queue(this, 'Failures', {
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.failures, { 'AwsSolutions-SQS3': DEAD_END, 'Serverless-SQSRedrivePolicy': DEAD_END });
    this.handler = new Handler(this, 'Handler', {
      api,
      code: HandlerCode._builtIn('dispatcher'),
      capabilities: ['data', 'functions'],
      description: 'changes of items',
      timeout: Duration.minutes(1),
      ...options,
    });
    const streams = Stack.of(this).formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: `${tablePrefix(api.backendId)}*/stream/*`,
    });
    this.streams = new iam.PolicyStatement({ actions: STREAM_ACTIONS, resources: [streams] });
    this.handler.allow(
      this.streams,
      'The streams of this backend’s models and no others: no backend id holds the dot that ends the prefix.',
    );
    const list = new iam.PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] });
    this.handler.allow(list, 'Lambda asks for it before it reads a stream, and it knows no resource.');
    this.send = new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.failures.queueArn] });
    this.handler.allow(this.send);
    api.addFailureMetric(this, 'Failures', { description: 'changes that could not be dispatched', metric: this.metricFailures() });
    api.addFailureMetric(this, 'Lag', {
      description: `changes that are dispatched later than ${MAX_LAG.toMinutes()} minutes`,
      metric: this.metricLag(),
      threshold: MAX_LAG.toMilliseconds(),
    });
  }

  /** How long ago the last change was made that has been read, in milliseconds: it rises while changes cannot be dispatched. */
  public metricLag(options?: MetricOptions): IMetric {
    return this.handler.lambdaFunction.metric('IteratorAge', { statistic: 'max', ...options });
  }

  /** Batches that could not be dispatched: what to put an alarm on. */
  public metricFailures(options?: MetricOptions): IMetric {
    return this.failures.metricApproximateNumberOfMessagesVisible({ statistic: 'max', ...options });
  }

  /**
   * Sends changes to a function.
   * @internal
   */
  public _feed({ functionName, queue, deadLetterQueue }: Fed): void {
    this.send.addResources(queue.queueArn);
    // By its queue's policy: a role's own has room for half of them.
    deadLetterQueue.addToResourcePolicy(
      new iam.PolicyStatement({ principals: [this.handler.role], actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
    );
    this.handler.bind('queues', { [functionName]: queue.queueUrl });
    this.handler.bind('deadLetters', { [functionName]: deadLetterQueue.queueUrl });
  }

  /**
   * Sees to what belongs to deleted items of a model.
   * @param children the items that do
   * @internal
   */
  public _cascade(model: Model, children: Model): void {
    this._read(model);
    this.tables ??= new TableAccess(this.handler, this.api);
    for (const each of [model, children]) this.tables.admit(each);
  }

  /**
   * Reads the changes of a model.
   * @internal
   */
  public _read(model: Model): void {
    if (this.mapped.has(model.modelName)) return;
    this.mapped.add(model.modelName);
    const streamArn = model._streamArn();
    if (streamArn === undefined) return;
    if (!model._isNamedByPrefix) this.streams.addResources(streamArn);
    new lambda.EventSourceMapping(this, `Changes-${model.modelName}`, {
      target: this.handler.lambdaFunction,
      eventSourceArn: streamArn,
      // What changed between the table's making and the mapping's is not lost.
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // No code of a user's runs here: what fails is a queue or a table that cannot be reached. So each change is tried as long as can be, an
      // hour before the stream forgets it: what is forgotten is noted nowhere, what is given up is noted in the queue of failures.
      maxRecordAge: Duration.hours(23),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    });
  }
}
