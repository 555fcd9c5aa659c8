import { type Caller, checkValues, type FunctionSpec, type Manifest } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import type { CallEvent } from '../shared/events.js';
import { Problem, requireValid } from '../shared/problem.js';

/** A function that clients can call. */
export interface CallableFunction extends FunctionSpec {
  readonly name: string;
  readonly rules: NonNullable<FunctionSpec['rules']>;
}

/**
 * Finds a declared function.
 * @throws Problem `not-found` where there is none, or none that clients can call
 */
export function functionIn(manifest: Manifest, name: string): CallableFunction {
  const functions = manifest.functions?.functions ?? {};
  const spec = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (spec?.rules === undefined) throw new Problem('not-found', `There is no function ${name}.`);
  return { name, ...spec, rules: spec.rules };
}

/**
 * A client's call of a function: the rule first, then the input, then the function itself, then its output.
 * @param run the function: in this process, or by a call of Lambda
 * @throws Problem `function-failed` where it throws or answers with another shape than declared: why is for the log alone. A Problem of
 * the function's own is its answer.
 */
export async function callFunction(
  spec: CallableFunction,
  call: { readonly caller: Caller; readonly input: unknown; readonly requestId: string },
  run: (event: CallEvent) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const { caller, requestId } = call;
  const access = accessOf(caller);
  access.requireHope(spec, undefined);
  if (!access.admits(spec, undefined, undefined)) throw new Problem('forbidden');
  const { value: input, errors } = checkValues(spec.input, call.input);
  requireValid(errors);

  const output = await run({ input, caller, requestId }).catch((error) => {
    throw error instanceof Problem ? error : failed(spec, error);
  });
  // A function without output may return nothing.
  const checked = checkValues(spec.output, output ?? {});
  if (checked.errors.length > 0) throw failed(spec, new Error(`its output is not as declared: ${JSON.stringify(checked.errors)}`));
  return checked.value;
}

function failed({ name }: CallableFunction, cause: unknown): Problem {
  return new Problem('function-failed', `The function ${name} failed. Its log has the reason, by the request id.`, { cause });
}
