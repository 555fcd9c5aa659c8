import type { FieldSpec } from '../fields';

/**
 * What only the moment of a write tells, for fields with `defaultFrom`. A write that is carried out again must find the same values: all of
 * it follows from the write itself, and nothing from a clock or a dice that is asked here.
 */
export interface Moment {
  /** When the write was asked for: RFC 3339, in UTC, with milliseconds. */
  readonly now: string;
  /** Whose id is the caller's; absent for a guest. */
  readonly caller?: string;
  /** A UUIDv7 for a field of this name, another for each field. */
  readonly uuid: (field: string) => string;
}

/** The value that a field takes from its `defaultFrom`, not yet checked; `undefined` where it has none. */
export function valueFrom({ defaultFrom }: FieldSpec, name: string, moment: Moment): string | undefined {
  switch (defaultFrom) {
    case 'now':
      return moment.now;
    case 'caller':
      return moment.caller;
    case 'uuid':
      return moment.uuid(name);
    default:
      return undefined;
  }
}
