/** An answer names at most this many bad fields. */
export const MAX_PROBLEMS = 100;

/** Problems found so far. Their pointers are relative to the value being checked and grow on the way out, so that good input pays nothing. */
export type Problems = { pointer: string; detail: string }[];

/** Checks one value: returns it normalised, sharing nothing with the input, or notes what is wrong and returns anything. Never throws. */
export type Check = (value: unknown, problems: Problems) => unknown;

/** `whole`: absent members take their defaults, required ones are missed. `patch`: a merge patch (RFC 7396), where null removes. */
export type Mode = 'whole' | 'patch';

/** Notes that the value itself is not valid. */
export function fail(problems: Problems, detail: string): undefined {
  if (problems.length < MAX_PROBLEMS) {
    problems.push({ pointer: '', detail });
  }
}

/** Notes that a member of the value is not valid. */
export function failAt(problems: Problems, member: string, detail: string): void {
  within(problems, member, () => fail(problems, detail), undefined);
}

/** Checks a member: its problems are placed below `/member`. */
export function within(problems: Problems, member: string | number, check: Check, value: unknown): unknown {
  const before = problems.length;
  const result = check(value, problems);
  for (let i = before; i < problems.length; i++) {
    const problem = problems[i];
    if (problem !== undefined) {
      problem.pointer = `/${escapePointer(member)}${problem.pointer}`;
    }
  }
  return result;
}

/** One reference token of a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function escapePointer(member: string | number): string {
  return String(member).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Whether a value has members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words for a message. The value itself may be secret, or long: it stays out of answers. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
