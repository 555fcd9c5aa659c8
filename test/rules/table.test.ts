import {
  admission,
  admitsAll,
  couldHold,
  holds,
  mayAdmit,
  mustHold,
  type ModelSpec,
  operationsAsked,
  ruledField,
  ruledModel,
  type RuledItem,
  type RuleSpec,
} from '../../lib/manifest';
import { TABLE } from './table';
import { CHANGES } from './table/changes';
import { FIELD_MODEL_RULES, FIELDS_WITH_RULES } from './table/fields';
import { NOTEBOOK_RULES } from './table/related';
import { CALLERS, FIELDS, type Outcome, type Row, type Section } from './table/section';

const notebooks: ModelSpec = { fields: FIELDS, rules: NOTEBOOK_RULES.map((rule) => rule._spec), indexes: {} };

/** A model with these rules. */
function ruledBy({ rules }: { readonly rules: readonly RuleSpec[] }) {
  const relations = { notebook: { kind: 'belongsTo', model: 'notebooks', field: 'notebookId', onDelete: 'restrict' } } as const;
  return ruledModel({ models: { notebooks } }, { fields: FIELDS, rules, indexes: {}, relations });
}

/** What the engine makes of a case. */
function outcomeOf(section: Section, { caller, operation, item: name }: Row): Outcome {
  const { $related: related, ...item } = section.items[name] ?? {};
  const asked = operationsAsked(operation);
  const ruled = ruledBy(section);
  if (!asked.every((each) => mayAdmit(ruled, each, CALLERS[caller]))) return '-';
  return admitsAll(ruled, asked, CALLERS[caller], [{ item: itemOf(section, name, item), related }]) ? 'yes' : 'no';
}

/** As it was declared: copying it would make an item's own of what it inherits. */
const itemOf = ({ items }: Section, name: string, copy: RuledItem) =>
  items[name]?.$related === undefined ? (items[name] as RuledItem) : copy;

const rows = TABLE.flatMap((section) => section.rows.map((row) => ({ section, row })));

test('the table has at least 400 rows, and no two for one case', () => {
  const cases = rows.map(({ section, row }) => [section.title, row.caller, row.operation, row.item].join());
  expect(new Set(cases).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(400);
});

describe.each(TABLE)('$title', (section) => {
  test.each(section.rows)('$caller: $operation $item: $expected', (row) => {
    expect(outcomeOf(section, row)).toBe(row.expected);
  });
});

test('asking with a part of an item turns away nobody whom the whole would admit, and is sure of nobody whom it would not', () => {
  for (const { section, row } of rows) {
    const expression = admission(ruledBy(section), row.operation, CALLERS[row.caller]);
    const { $related: related, ...item } = section.items[row.item] ?? {};
    const held = holds(expression, item, related);
    for (const [field, value] of [...Object.entries(item), ['title', (item as RuledItem)['title']] as const]) {
      const known = value === undefined ? {} : { [field]: value };
      for (const relatives of [undefined, related]) {
        expect({ ...row, held, could: couldHold(expression, known, relatives) || !held }).toMatchObject({ could: true });
        expect({ ...row, held, must: mustHold(expression, known, relatives) && !held }).toMatchObject({ must: false });
      }
    }
  }
});

describe.each(CHANGES)('$title', (changes) => {
  test.each(changes.rows)('$caller: update $from to $to: $expected', ({ caller, from, to, expected }) => {
    const ruled = ruledBy(changes);
    const states = [from, to].map((name) => {
      const { $related: related, ...item } = changes.items[name] ?? {};
      return { item, related };
    });
    const held = admitsAll(ruled, operationsAsked('update'), CALLERS[caller], states);
    expect(mayAdmit(ruled, 'update', CALLERS[caller]) ? (held ? 'yes' : 'no') : '-').toBe(expected);
  });
});

describe.each(FIELDS_WITH_RULES)('a field: $title', ({ rules, items, rows: cases }) => {
  test.each(cases)('$caller, $item: sees $sees, sets $sets', ({ caller, item: name, sees, sets }) => {
    const { $related: related, ...item } = items[name] ?? {};
    const model = ruledBy({ rules: FIELD_MODEL_RULES.map(({ _spec }) => _spec) });
    const may = (operation: 'get' | 'update') =>
      [model, ruledField(model, rules)].every((ruled) => holds(admission(ruled, operation, CALLERS[caller]), item, related));
    expect({ sees: may('get'), sets: may('update') }).toEqual({ sees, sets });
  });
});
