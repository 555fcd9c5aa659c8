import { checkCreate, checkValues, type Fields, readUpdate } from '../../lib/manifest/index.js';
import type { Checks } from '../core/config.js';

/** What is checked: the fields of models, and the inputs of functions. */
export interface CheckedFields {
  readonly models: Readonly<Record<string, Fields>>;
  readonly inputs: Readonly<Record<string, Fields>>;
}

/** The server's own checks of values, for a client to run before it sends any. Bundled apart: an application imports them if it wants them. */
export function createChecks({ models, inputs }: CheckedFields): Checks {
  return {
    create(model, values) {
      // An id is the client's to choose, and the server's to judge.
      const { id: _id, ...fields } = Object(values);
      return checkCreate(models[model] ?? {}, fields).errors;
    },
    update: (model, patch) => readUpdate(models[model] ?? {}, patch).errors,
    call: (name, input) => checkValues(inputs[name] ?? {}, input).errors,
  };
}
