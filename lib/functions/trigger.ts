import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Model } from '../data/model';
import { FileSpace } from '../files/file-space';
import type { ChangeOperation, Fault, TriggerSpec } from '../manifest';
import { Operation } from '../schema';
import { having, list, oneOf, struct, textLike } from '../structs';

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
    const faults: Fault[] = [];
    const { operations = [Operation.CREATE, Operation.UPDATE, Operation.DELETE] } = CHANGE_TRIGGER_OPTIONS.read(options, '', faults) ?? {};
    return new Trigger(
      {
        on: 'change',
        model: model instanceof Model ? model.modelName : (textLike('notes').read(model, 'model', faults) ?? ''),
        operations: operations as string[] as ChangeOperation[],
      },
      faults,
    );
  }

  /**
   * A file stored in the space.
   * @param space the space or its name
   */
  public static file(space: FileSpace | string): Trigger {
    const faults: Fault[] = [];
    const name = space instanceof FileSpace ? space.spaceName : (textLike('attachments').read(space, 'space', faults) ?? '');
    return new Trigger({ on: 'file', space: name }, faults);
  }

  /** A point in time, again and again: `events.Schedule.rate(Duration.minutes(5))` or `.cron({ ... })`, in UTC. */
  public static schedule(schedule: Schedule): Trigger {
    const faults: Fault[] = [];
    const { expressionString } = SCHEDULE.read(schedule, 'expression', faults) ?? Schedule.rate(Duration.days(1));
    return new Trigger({ on: 'schedule', expression: expressionString }, faults);
  }

  /** @internal */
  public readonly _spec: TriggerSpec;
  /** @internal */
  public readonly _faults: readonly Fault[];

  private constructor(spec: TriggerSpec, faults: Fault[]) {
    this._spec = spec;
    this._faults = faults;
  }
}

const CHANGE_TRIGGER_OPTIONS = struct<ChangeTriggerOptions>(
  { operations: list(oneOf('Operation', Operation)) },
  '{ operations: [Operation.CREATE] }',
);

const SCHEDULE = having<Schedule>('expressionString', 'a Schedule', 'Schedule.rate(Duration.minutes(5))');
