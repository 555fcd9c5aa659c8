import type { FunctionSpec } from '../../lib/manifest/index.js';
import { allOptional, members } from './field-types.js';
import { type Names, pascal } from './text.js';

/** The names of the types of one function, as its client and as its own code see them. They differ only where a field has a default. */
export interface FunctionTypes {
  readonly input: string;
  readonly output: string;
  readonly checkedInput: string;
  readonly result: string;
}

export function nameFunction(names: Names, name: string, spec: FunctionSpec): FunctionTypes {
  const base = pascal(name);
  const input = names.claim(`${base}Input`);
  const output = names.claim(`${base}Output`);
  return {
    input,
    output,
    checkedInput: members(spec.input, 'write') === members(spec.input, 'checked') ? input : names.claim(`${base}CheckedInput`),
    result: members(spec.output, 'write') === members(spec.output, 'checked') ? output : names.claim(`${base}Result`),
  };
}

export function declareFunction(spec: FunctionSpec, types: FunctionTypes): string {
  const parts = [declare(types.input, members(spec.input, 'write')), declare(types.output, members(spec.output, 'checked'))];
  if (types.checkedInput !== types.input) {
    parts.push(
      `/** The input as the function gets it, with its defaults. */\n${declare(types.checkedInput, members(spec.input, 'checked'))}`,
    );
  }
  if (types.result !== types.output) {
    const said = '/** The output as the function gives it, where defaults may be left out. */';
    parts.push(`${said}\n${declare(types.result, members(spec.output, 'write'))}`);
  }
  return parts.join('\n\n');
}

/** An interface without members would take anything. */
function declare(name: string, body: string): string {
  return body === '' ? `export type ${name} = Record<string, never>;` : `export interface ${name} {\n${body}}`;
}

/** The function as a method of the client. */
export function functionMethod(name: string, spec: FunctionSpec, types: FunctionTypes): string {
  return `${name}(input${allOptional(spec.input) ? '?' : ''}: ${types.input}, options?: FunctionOptions): Promise<${types.output}>;`;
}
