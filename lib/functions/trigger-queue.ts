import { Duration } from 'aws-cdk-lib';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge, DEAD_END } from '../api/findings';

/** What a queue in front of a function is made of. */
export interface TriggerQueueProps {
  /** The function that it feeds. */
  readonly target: IFunction;

  /**
   * How long a call of it may take.
   * @default Duration.seconds(29)
   */
  readonly timeout?: Duration;

  /** Whether messages of one group come in order, one a call. */
  readonly fifo: boolean;

  /**
   * How many calls the queue makes at once, 2 to 1,000.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   * @default - as many as the account's concurrency admits
   */
  readonly maxConcurrency?: number;
}

/** How often a message is tried before it goes to the dead-letter queue. */
const ATTEMPTS = 5;

/**
 * How many messages a call gets. Where they are in order a failure gives back all after it, and each receipt counts for each of them:
 * changes that were never tried would go to the dead-letter queue with the one that fails. So there it is one.
 */
const batchSize = ({ fifo }: TriggerQueueProps) => (fifo ? 1 : 10);

/** A queue in front of a function, and the dead-letter queue for what the function failed at, five times. */
export class TriggerQueue extends Construct {
  /** The queue. */
  public readonly queue: sqs.Queue;
  /** What failed, for 14 days: look at it, mend the function, and start a redrive in the SQS console. */
  public readonly deadLetterQueue: sqs.Queue;

  public constructor(scope: Construct, id: string, props: TriggerQueueProps) {
    super(scope, id);
    const shared: sqs.QueueProps = { enforceSSL: true, encryption: sqs.QueueEncryption.SQS_MANAGED, fifo: props.fifo || undefined };

    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', { ...shared, retentionPeriod: Duration.days(14) });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...shared,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: ATTEMPTS },
      // Six times the function's own, as Lambda asks, so that what is throttled is not given out twice.
      visibilityTimeout: Duration.seconds(6 * (props.timeout ?? Duration.seconds(29)).toSeconds()),
      ...(props.fifo && {
        deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP,
        fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      }),
    });
    acknowledge(this.deadLetterQueue, { 'AwsSolutions-SQS3': DEAD_END, 'Serverless-SQSRedrivePolicy': DEAD_END });

    // What Lambda asks for: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    this.queue.grant(props.target, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: props.target,
      eventSourceArn: this.queue.queueArn,
      batchSize: batchSize(props),
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
    acknowledge(mapping, {
      'Serverless-LambdaEventSourceMappingDestination': 'A queue keeps what failed itself, in its dead-letter queue.',
    });
  }

  /** How many messages the function failed at: what to put an alarm on. */
  public metricDeadLetters(options?: MetricOptions): IMetric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'max', ...options });
  }
}
