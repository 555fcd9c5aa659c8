import type { Fields, FunctionSpec } from '../../lib/manifest/index.js';
import { allOptional, members } from './field-types.js';
import { block, comment, type Names, pascal } from './text.js';

/** The names of the types of one function, as its client and as its own code see them. They differ only where a field has a default. */
export interface FunctionTypes {
  readonly input: string;
  readonly output: string;
  readonly checkedInput: string;
  readonly result: string;
}

export function nameFunction(names: Names, name: string, { input, output }: FunctionSpec): FunctionTypes {
  const base = pascal(name);
  const types = { input: names.claim(`${base}Input`), output: names.claim(`${base}Output`) };
  return {
    ...types,
    checkedInput: isSame(input) ? types.input : names.claim(`${base}CheckedInput`),
    result: isSame(output) ? types.output : names.claim(`${base}Result`),
  };
}

/** Whether checking changes what may be absent: it does not where no field has a default. */
function isSame(fields: Fields): boolean {
  return members(fields, 'write').join() === members(fields, 'checked').join();
}

/** The types of one function, each as lines. */
export function declareFunction(spec: FunctionSpec, { input, output, checkedInput, result }: FunctionTypes): string[][] {
  const types = [declare(input, members(spec.input, 'write')), declare(output, members(spec.output, 'checked'))];
  if (checkedInput !== input) {
    types.push([
      ...comment('The input as the function gets it, with its defaults.'),
      ...declare(checkedInput, members(spec.input, 'checked')),
    ]);
  }
  if (result !== output) {
    types.push([
      ...comment('The output as the function gives it, where defaults may be left out.'),
      ...declare(result, members(spec.output, 'write')),
    ]);
  }
  return types;
}

/** The function as a method of the client. */
export function functionMethod(name: string, spec: FunctionSpec, types: FunctionTypes): string {
  return `${name}(input${allOptional(spec.input) ? '?' : ''}: ${types.input}, options?: FunctionOptions): Promise<${types.output}>;`;
}

/** An interface without members would take anything. */
function declare(name: string, lines: string[]): string[] {
  return lines.length === 0 ? [`export type ${name} = Record<string, never>;`] : block(`export interface ${name} {`, lines, '}');
}
