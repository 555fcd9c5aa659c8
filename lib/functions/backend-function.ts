import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type BackendApi, Handler, HandlerCode } from '../api';
import { grantScoped } from '../api/findings';
import type { FunctionSpec } from '../manifest';
import { fieldSpecs } from '../schema/field';
import type { BackendFunctionProps } from './function-props';
import { TriggerQueue } from './trigger-queue';

/** A declared function with the queues of its triggers. Made by `Functions.addFunction`. */
export class BackendFunction extends Construct implements iam.IGrantable {
  /** The name that applications use. */
  public readonly functionName: string;
  /** The function, made here or given. */
  public readonly handler: IFunction;
  /** Its role, for grants. */
  public readonly grantPrincipal: iam.IPrincipal;

  /** @internal */
  public readonly _spec: FunctionSpec;

  private readonly props: BackendFunctionProps;
  private readonly bundled?: Handler;
  private changeQueue?: TriggerQueue;
  private eventQueue?: TriggerQueue;

  public constructor(
    scope: Construct,
    id: string,
    private readonly api: BackendApi,
    props: BackendFunctionProps,
  ) {
    super(scope, id);
    this.functionName = id;
    this.props = props;
    this.bundled = props.handler ? undefined : this.addEntry(props);
    this.handler = props.handler ?? (this.bundled as Handler).lambdaFunction;
    this.grantPrincipal = this.handler.grantPrincipal;
    this._spec = {
      ...(props.rules && { rules: props.rules.map((rule) => rule._spec) }),
      input: fieldSpecs(props.input ?? {}),
      output: fieldSpecs(props.output ?? {}),
      invoke: props.entry === undefined ? 'handler' : 'direct',
      triggers: (props.triggers ?? []).map((trigger) => trigger._spec),
    };
  }

  /** The FIFO queue of changes that trigger it; undefined where none do. */
  public get changes(): TriggerQueue | undefined {
    return this.changeQueue;
  }

  /** The queue of files and schedules that trigger it; undefined where none do. */
  public get events(): TriggerQueue | undefined {
    return this.eventQueue;
  }

  /**
   * What keeps its entry file from being bundled.
   * @internal
   */
  public _codeFault(): string | undefined {
    return this.props.entry === undefined ? undefined : this.bundled?._codeFault();
  }

  /** @internal */
  public _changes(): TriggerQueue {
    this.changeQueue ??= this.addQueue('Changes', true);
    return this.changeQueue;
  }

  /** @internal */
  public _onFile(space: string, bucket: IBucket): void {
    new events.Rule(this, `File-${space}`, {
      description: `A file stored in ${space} calls ${this.functionName}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: `${space}/` }] } },
      },
      targets: [this.eventTarget()],
    });
    if (this.props.entry === undefined) return;
    // Its wrapper asks which functions led to the file: the event does not say what is stored with an object.
    bucket.encryptionKey?.grantDecrypt(this);
    grantScoped(this, {
      actions: ['s3:GetObject'],
      resourceArns: [bucket.arnForObjects(`${space}/*`)],
      reason: 'The objects of the one file space that triggers it.',
    });
  }

  /** @internal */
  public _onSchedule(expression: string): void {
    new events.Rule(this, `Schedule-${expression.replace(/[^A-Za-z0-9]+/g, '-')}`, {
      description: `The time ${expression} calls ${this.functionName}`,
      schedule: events.Schedule.expression(expression),
      // EventBridge's own event, with what it lacks: which schedule it is of.
      targets: [
        this.eventTarget(
          events.RuleTargetInput.fromObject({
            id: events.EventField.eventId,
            'detail-type': events.EventField.detailType,
            time: events.EventField.time,
            detail: { expression },
          }),
        ),
      ],
    });
  }

  private eventTarget(message?: events.RuleTargetInput): targets.SqsQueue {
    this.eventQueue ??= this.addQueue('Events', false);
    return new targets.SqsQueue(this.eventQueue.queue, { deadLetterQueue: this.eventQueue.deadLetterQueue, message });
  }

  private addQueue(id: string, fifo: boolean): TriggerQueue {
    const { maxConcurrency, timeout = this.handler instanceof LambdaFunction ? this.handler.timeout : undefined } = this.props;
    const queue = new TriggerQueue(this, id, { target: this.handler, timeout, fifo, maxConcurrency });
    const description = `${id.toLowerCase()} that ${this.functionName} failed at`;
    this.api.addFailureMetric(queue, 'DeadLetters', { description, metric: queue.metricDeadLetters() });
    return queue;
  }

  /** Without an entry file nothing is bundled: its lack is told before. */
  private addEntry(props: BackendFunctionProps): Handler {
    return new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode.entry(props.entry ?? '', this.functionName),
      description: this.functionName,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    });
  }
}
