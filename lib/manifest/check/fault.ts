import { didYouMean } from '../nearest';

/** One thing in a declaration that cannot work. */
export interface Fault {
  /** Where, in the manifest's words: `data.models.notes.indexes.newest.sort[0]`. */
  readonly path: string;
  /** The rule, the value received, the nearest right name and the fix. */
  readonly message: string;
}

/** `formatFaults` makes one message of all faults, a line each; one that several have found stands once. */
export function formatFaults(faults: readonly Fault[]): string {
  const lines = [...new Set(faults.map(({ path, message }) => `  ${path || 'options'}: ${message}`))];
  const heading =
    lines.length === 1 ? 'The backend cannot work as declared:' : `The backend cannot work as declared, for ${lines.length} reasons:`;
  return [heading, ...lines].join('\n');
}

/** Whether a path is another, or lies below it. */
export function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^($|[.[])/.test(path.slice(outer.length));
}

/** The path of a member (`a.b`, or `a["b c"]` where the name is no identifier) or of an item of a list (`a[0]`). */
export function at(path: string, ...steps: readonly (string | number)[]): string {
  return steps.reduce<string>((before, step) => {
    if (typeof step === 'string' && /^[A-Za-z_$][\w$]*$/.test(step)) {
      return before === '' ? step : `${before}.${step}`;
    }
    return `${before}[${JSON.stringify(step)}]`;
  }, path);
}

/** A fault for a name that nothing has: `there is no field "titel"; did you mean "title"? Known are …`. */
export function unknownName(path: string, kind: string, name: string, known: readonly string[]): Fault {
  const all = known.length === 0 ? `; there is no ${kind} at all` : `; known: ${known.join(', ')}`;
  return { path, message: `there is no ${kind} "${name}"${didYouMean(name, known) || all}` };
}

/** The values that stand more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
