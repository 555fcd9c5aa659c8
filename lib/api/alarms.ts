import { Alarm, ComparisonOperator, type IAlarmAction, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Something that can fail, as a metric. */
export interface FailureMetric {
  /** What has failed, in words: `changes that summarize failed at`. */
  readonly description: string;

  /** Above the threshold where something has failed. */
  readonly metric: IMetric;

  /**
   * What is still in order.
   * @default 0
   */
  readonly threshold?: number;
}

/** Who is told of failures. */
export interface AlarmOptions {
  /**
   * What each alarm does: `new SnsAction(topic)` of `aws-cdk-lib/aws-cloudwatch-actions`.
   * @default - nothing, they stand in the console
   */
  readonly actions?: IAlarmAction[];
}

/** What of one backend can fail, and, once somebody asks for them, an alarm for each. */
export class Alarms {
  /** Those that have been made. */
  public readonly made: Alarm[] = [];

  private readonly failures: [scope: Construct, id: string, failure: FailureMetric][] = [];
  private options?: AlarmOptions;

  /** @param backend names it in what alarms say */
  public constructor(private readonly backend: string) {}

  public watch(scope: Construct, id: string, failure: FailureMetric): void {
    this.failures.push([scope, id, failure]);
    if (this.options) this.add(this.options, scope, id, failure);
  }

  /** @throws where they have been made */
  public create(options: AlarmOptions): void {
    if (this.options)
      throw new Error(`${this.backend}: its alarms have been made; name all actions in one call: createAlarms({ actions: […] })`);
    this.options = options;
    for (const failure of this.failures) this.add(options, ...failure);
  }

  private add({ actions = [] }: AlarmOptions, scope: Construct, id: string, { description, metric, threshold = 0 }: FailureMetric): void {
    const alarm = new Alarm(scope, `${id}Alarm`, {
      alarmDescription: `${this.backend}: ${description}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...actions);
    this.made.push(alarm);
  }
}
