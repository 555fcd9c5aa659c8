import type { Fields } from '../fields';
import type { ModelSpec } from '../manifest';
import type { Operation } from '../rules';

/** What rules guard, so far as it decides which rules can be met. */
export interface Guarded {
  /** In words: `a model`. */
  readonly kind: string;
  /** What can be done with it; none where there is but one thing to do, so that rules do not name it. */
  readonly operations: readonly Operation[];
  /** Whether it has owners. */
  readonly owned: boolean;
  /** The fields that rules can look at. */
  readonly fields: Fields;
  /** Rules with which it would work, as code: the fix where there are none. */
  readonly example: string;
  /** Where its relations lead; absent for what has none. */
  readonly related?: Related;
}

/** Where the relations of a model lead. */
export interface Related {
  /** The model itself, by name. */
  readonly model: string;
  readonly models: Readonly<Record<string, ModelSpec>>;
}
