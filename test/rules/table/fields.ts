import type { RuleSpec } from '../../../lib/manifest';
import { Condition, Rule } from '../../../lib/schema';
import { type AnyRule, type CallerName, cellsOf, type Named, specsOf } from './section';

/** The rules of one field, `pay`, of a model whose items everyone reads and who is signed in writes. */
export interface FieldSection {
  readonly title: string;
  readonly rules: readonly RuleSpec[];
  readonly items: Readonly<Record<string, Named>>;
  readonly rows: readonly FieldRow[];
}

export interface FieldRow {
  readonly caller: CallerName;
  readonly item: string;
  readonly sees: boolean;
  readonly sets: boolean;
}

export const FIELD_MODEL_RULES = [Rule.authenticated(), Rule.guest().read()];

/** @returns what takes the lines: a caller, an item, `|`, and whether he sees the field in it, and sets it by an update */
function field(title: string, rules: readonly AnyRule[], items: FieldSection['items']) {
  return (lines: TemplateStringsArray): FieldSection => ({
    title,
    rules: specsOf(rules),
    items,
    rows: cellsOf(title, lines, items, 2).map(({ caller, names: [item = ''], outcomes: [sees, sets] }) => ({
      caller,
      item,
      sees: sees === 'yes',
      sets: sets === 'yes',
    })),
  });
}

const OF = { 'of ann': { owner: 'ann' }, 'of bob': { owner: 'bob' } };

export const FIELDS_WITH_RULES = [
  field('its owner sees it, staff sees and sets it', [Rule.owner().read(), Rule.group('staff')], OF)`
                       | sees sets
    ann    of ann      | yes  no
    ann    of bob      | no   no
    eva    of ann      | yes  yes
    ed     of ann      | no   no
    guest  of ann      | no   no
  `,

  field(
    'everyone sees it, its owner sets it until it is published',
    [Rule.guest().read(), Rule.owner().update().when(Condition.isFalse('published'))],
    {
      draft: { owner: 'ann', published: false },
      live: { owner: 'ann', published: true },
    },
  )`
                       | sees sets
    ann    draft       | yes  yes
    ann    live        | yes  no
    bob    draft       | yes  no
    guest  live        | yes  no
  `,

  field('nobody sees it, who is signed in sets it', [Rule.authenticated().create().update()], OF)`
                       | sees sets
    ann    of ann      | no   yes
    ann    of bob      | no   yes
    guest  of ann      | no   no
  `,

  field('who has the notebook has it', [Rule.related('notebook')], {
    'in ann’s': { notebookId: '1', $related: { notebook: { item: { id: '1', owner: 'ann' } } } },
    'in none': { $related: { notebook: null } },
  })`
                       | sees sets
    ann    in ann’s    | yes  yes
    bob    in ann’s    | no   no
    ed     in ann’s    | yes  no
    ann    in none     | no   no
    guest  in ann’s    | no   no
  `,
];
