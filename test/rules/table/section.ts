import { type Caller, GUEST, type ModelSpec, type Operation, OPERATIONS, type Relatives, type RuleSpec } from '../../../lib/manifest';
import type { Rule } from '../../../lib/schema';

/**
 * What happens to a call, whatever way it is asked for:
 * - `yes`: it is carried out;
 * - `no`: not with this item, though with another it might: 404, or 403 where he may read it, and no list holds it;
 * - `-`: with no item at all: 403, or 401 for a guest, before anything is read.
 */
export type Outcome = 'yes' | 'no' | '-';

/** An item by the name that rows call it: what rules look at, and the items that its relations name. */
export interface Named {
  readonly [field: string]: unknown;
  readonly $related?: Relatives;
}

/** Some rules, some items, and a line for who asks for which: what comes of each operation. */
export interface Section {
  readonly title: string;
  readonly rules: readonly RuleSpec[];
  readonly items: Readonly<Record<string, Named>>;
  readonly rows: readonly Row[];
}

/** One case of the table. */
export interface Row {
  readonly caller: CallerName;
  readonly operation: Operation;
  readonly item: string;
  readonly expected: Outcome;
}

/** Everyone who asks. */
export const CALLERS = {
  ann: { owner: 'ann', groups: [] },
  bob: { owner: 'bob', groups: [] },
  /** Is an editor. */
  ed: { owner: 'ed', groups: ['editors'] },
  /** Is an editor, and staff. */
  eva: { owner: 'eva', groups: ['editors', 'staff'] },
  /** Works for one tenant. */
  tom: { owner: 'tom', groups: [], claims: { tenant: 't1', level: 3 } },
  /** Works for two. */
  tia: { owner: 'tia', groups: [], claims: { tenant: ['t1', 't2'], level: '3' } },
  /** Has the claim, and nothing in it. */
  tor: { owner: 'tor', groups: [], claims: { tenant: '' } },
  guest: GUEST,
} as const satisfies Record<string, Caller>;
export type CallerName = keyof typeof CALLERS;

/** The fields of every model in the table. */
export const FIELDS: ModelSpec['fields'] = {
  title: { type: 'string' },
  published: { type: 'boolean' },
  stars: { type: 'integer' },
  due: { type: 'datetime' },
  kind: { type: 'choice', choices: ['draft', 'final', 'old'] },
  lead: { type: 'string' },
  authors: { type: 'list', items: { type: 'string' } },
  readers: { type: 'stringSet' },
  team: { type: 'string' },
  teams: { type: 'list', items: { type: 'string' } },
  tenant: { type: 'string' },
  address: { type: 'object', fields: { city: { type: 'string' } } },
  notebookId: { type: 'id' },
};

/** A rule as one declares it; as the manifest has it where nobody could. */
export type AnyRule = Rule | RuleSpec;

export const specsOf = (rules: readonly AnyRule[]): RuleSpec[] => rules.map((rule) => ('_spec' in rule ? rule._spec : rule));

/** @returns what takes the lines: a caller, an item, `|`, and the outcome of create, get, list, update and delete */
export function section(title: string, rules: readonly AnyRule[], items: Section['items']) {
  return (lines: TemplateStringsArray): Section => ({
    title,
    rules: specsOf(rules),
    items,
    rows: cellsOf(title, lines, items, OPERATIONS.length).flatMap(({ caller, names: [item = ''], outcomes }) =>
      OPERATIONS.map((operation, i) => ({ caller, operation, item, expected: outcomes[i] as Outcome })),
    ),
  });
}

/** A line of a table, read. */
interface Cells {
  readonly caller: CallerName;
  /** Items; between two of them stands `->`. */
  readonly names: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** @throws Error for a caller or an item that is not there, and for a line without its outcomes */
export function cellsOf(title: string, lines: TemplateStringsArray, items: Section['items'], width: number): Cells[] {
  const text = lines.join('').split('\n');
  return text
    .filter((line) => /^\s*\w.*\|/.test(line))
    .map((line) => {
      const [who = '', what = ''] = line.split('|');
      const [, caller = '', rest = ''] = /^\s*(\w+)\s+(.*?)\s*$/.exec(who) ?? [];
      const names = rest.split(/\s*->\s*/);
      const outcomes = what.trim().split(/\s+/);
      if (!(caller in CALLERS) || !names.every((name) => name in items) || outcomes.length !== width || !outcomes.every(isOutcome)) {
        throw new Error(`${title}: cannot read "${line.trim()}"`);
      }
      return { caller: caller as CallerName, names, outcomes: outcomes as Outcome[] };
    });
}

const isOutcome = (text: string): text is Outcome => text === 'yes' || text === 'no' || text === '-';
