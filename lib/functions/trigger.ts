import type { Schedule } from 'aws-cdk-lib/aws-events';
import { Model } from '../data/model';
import { FileSpace } from '../files/file-space';
import type { ChangeOperation, TriggerSpec } from '../manifest';
import { Operation } from '../schema';

/** Which changes trigger a function. */
export interface ChangeTriggerOptions {
  /**
   * Create, update or delete.
   * @default - all three
   */
  readonly operations?: Operation[];
}

/** What calls a function beside clients. Each call comes through a queue, at least once, and what fails to its dead-letter queue. */
export class Trigger {
  /**
   * A change of an item of the model: the function gets the old and the new item. Changes of one item come in order.
   * @param model the model or its name
   */
  public static change(model: Model | string, options: ChangeTriggerOptions = {}): Trigger {
    const operations = options.operations ?? [Operation.CREATE, Operation.UPDATE, Operation.DELETE];
    return new Trigger({
      on: 'change',
      model: model instanceof Model ? model.modelName : model,
      operations: operations as string[] as ChangeOperation[],
    });
  }

  /**
   * A file stored in the space.
   * @param space the space or its name
   */
  public static file(space: FileSpace | string): Trigger {
    return new Trigger({ on: 'file', space: space instanceof FileSpace ? space.spaceName : space });
  }

  /** A point in time, again and again: `events.Schedule.rate(Duration.minutes(5))` or `.cron({ ... })`, in UTC. */
  public static schedule(schedule: Schedule): Trigger {
    return new Trigger({ on: 'schedule', expression: schedule.expressionString });
  }

  /** @internal */
  public readonly _spec: TriggerSpec;

  private constructor(spec: TriggerSpec) {
    this._spec = spec;
  }
}
