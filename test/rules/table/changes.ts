import type { RuleSpec } from '../../../lib/manifest';
import { Condition, Rule } from '../../../lib/schema';
import { type AnyRule, type CallerName, cellsOf, type Named, type Outcome, specsOf } from './section';

/** Some rules, and a line for who makes what of an item: both must be admitted to, what it is and what it becomes. */
export interface Changes {
  readonly title: string;
  readonly rules: readonly RuleSpec[];
  readonly items: Readonly<Record<string, Named>>;
  readonly rows: readonly ChangeRow[];
}

export interface ChangeRow {
  readonly caller: CallerName;
  readonly from: string;
  readonly to: string;
  readonly expected: Outcome;
}

/** @returns what takes the lines: a caller, an item, `->`, what it becomes, `|`, and the outcome of that update */
function changes(title: string, rules: readonly AnyRule[], items: Changes['items']) {
  return (lines: TemplateStringsArray): Changes => ({
    title,
    rules: specsOf(rules),
    items,
    rows: cellsOf(title, lines, items, 1).map(({ caller, names: [from = '', to = ''], outcomes: [expected] }) => ({
      caller,
      from,
      to,
      expected: expected as Outcome,
    })),
  });
}

const notebook = (owner: string) => ({ notebookId: owner, $related: { notebook: { item: { id: owner, owner } } } });

export const CHANGES = [
  changes('who may write drafts publishes none', [Rule.authenticated().when(Condition.isFalse('published')), Rule.group('editors')], {
    draft: { published: false },
    live: { published: true },
    unsaid: {},
  })`
    ann    draft -> draft    | yes
    ann    draft -> live     | no
    ann    draft -> unsaid   | no
    ann    live -> draft     | no
    ann    live -> live      | no
    ed     draft -> live     | yes
    ed     live -> draft     | yes
    guest  draft -> draft    | -
  `,

  changes('what a tenant has stays with it', [Rule.claim('tenant', 'tenant')], {
    'of t1': { tenant: 't1' },
    'of t2': { tenant: 't2' },
    'of t3': { tenant: 't3' },
    'of none': {},
  })`
    tom    of t1 -> of t1    | yes
    tom    of t1 -> of t2    | no
    tom    of t2 -> of t1    | no
    tom    of t1 -> of none  | no
    tom    of none -> of t1  | no
    tia    of t1 -> of t2    | yes
    tia    of t2 -> of t3    | no
    tor    of none -> of t1  | -
    ann    of t1 -> of t1    | -
  `,

  changes('who leads hands nothing on', [Rule.owners('lead')], { 'led by ann': { lead: 'ann' }, 'led by bob': { lead: 'bob' } })`
    ann    led by ann -> led by ann   | yes
    ann    led by ann -> led by bob   | no
    ann    led by bob -> led by ann   | no
    bob    led by ann -> led by bob   | no
    guest  led by ann -> led by ann   | -
  `,

  changes(
    'one rule may admit to what it is, and another to what it becomes',
    [Rule.owners('authors'), Rule.authenticated().when(Condition.isTrue('published'))],
    {
      mine: { authors: ['ann'], published: false },
      open: { authors: ['bob'], published: true },
      theirs: { authors: ['bob'], published: false },
    },
  )`
    ann    mine -> open      | yes
    ann    open -> mine      | yes
    ann    mine -> theirs    | no
    ann    open -> theirs    | no
    ann    theirs -> open    | no
    bob    open -> theirs    | yes
    guest  open -> open      | -
  `,

  changes('a note goes where one may write', [Rule.related('notebook')], {
    'in ann’s': notebook('ann'),
    'in bob’s': notebook('bob'),
    'in none': { $related: { notebook: null } },
  })`
    ann    in ann’s -> in ann’s   | yes
    ann    in ann’s -> in bob’s   | no
    ann    in bob’s -> in ann’s   | no
    ann    in ann’s -> in none    | no
    ed     in ann’s -> in ann’s   | no
    bob    in bob’s -> in bob’s   | yes
  `,
];
