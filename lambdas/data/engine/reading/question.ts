import { didYouMean } from '../../../../lib/manifest/index.js';
import { Problem } from '../../../shared/problem.js';

/** A question as JSON has it, whichever way it came. */
export interface Question {
  readonly members: Readonly<Record<string, unknown>>;
  /** Names a part of it to whoever asked: `?createdAt.ge` of a query string, `/createdAt/ge` of a body. */
  at(...path: readonly string[]): string;
}

/** A question that asks for nothing more. */
export const NO_QUESTION: Question = { members: {}, at: () => '' };

/** What parameters of a query string hold as JSON, since it has a structure. */
const JSON_PARAMETERS: readonly string[] = ['filter', 'include'];

/**
 * A question in a query string: `createdAt.ge=…` is `{ createdAt: { ge: … } }`. Values stay text, of which the field tells what it means.
 * @throws Problem `invalid-request` for a filter or an include that is no JSON
 */
export function questionInText(parameters: ReadonlyMap<string, string>): Question {
  // Without a prototype no parameter's name means anything else.
  const members: Record<string, unknown> = Object.create(null);
  for (const [name, text] of parameters) {
    const [member = '', comparison] = split(name);
    if (JSON_PARAMETERS.includes(name)) members[name] = parse(name, text);
    else if (comparison === undefined && members[member] === undefined) members[member] = text;
    else members[member] = { ...comparisons(members[member]), [comparison ?? 'eq']: text };
  }
  return { members, at: (name, ...path) => `?${[name, ...path].join(JSON_PARAMETERS.includes(name ?? '') ? '/' : '.')}` };
}

/** @throws Problem `invalid-request` for a body that is no object */
export function questionInJson(body: unknown): Question {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem('invalid-request', 'The body must be an object.');
  return { members: body as Record<string, unknown>, at: (...path) => path.map((step) => `/${step}`).join('') };
}

/**
 * Refuses what a call does not know.
 * @throws Problem `invalid-request`
 */
export function requireMembers({ members, at }: Question, known: readonly string[]): void {
  const errors = Object.keys(members)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: at(name), detail: `is not known here${didYouMean(name, known)}` }));
  if (errors.length > 0) throw new Problem('invalid-request', undefined, { errors });
}

function split(name: string): [string, string?] {
  const dot = name.indexOf('.');
  return dot === -1 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}

const comparisons = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : value === undefined ? {} : { eq: value };

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-request', undefined, { errors: [{ pointer: `?${name}`, detail: 'must be JSON' }] });
  }
}
