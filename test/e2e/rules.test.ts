import { CALLERS, type CallerName, type Outcome, type Row } from '../rules/table/section';
import { deployment } from './deployment';
import { CHANGED, DEPLOYED, GUARDED } from './rules/deployed';
import { idOf, Played, slug } from './rules/played';

let played: Played;

beforeAll(async () => {
  played = await Played.of(deployment('rules'));
});

/** With no item at all, or without a session. */
const never = (caller: CallerName) => (caller === 'guest' ? 401 : 403);

/** What a deployed backend answers for an outcome: of an item that the caller may not read nobody is told that it is there. */
function expected({ caller, operation, expected: outcome }: Row, readable: Outcome): { status: number; listed: boolean } {
  const listed = operation === 'list' && outcome === 'yes';
  if (outcome === '-') return { status: never(caller), listed };
  if (outcome === 'yes' || operation === 'list')
    return { status: { create: 201, get: 200, list: 200, update: 200, delete: 204 }[operation], listed };
  return { status: operation === 'create' || readable === 'yes' ? 403 : 404, listed };
}

describe.each([...DEPLOYED].map(([model, section]) => ({ model, section, title: section.title })))('$title', ({ model, section }) => {
  const rows = section.rows.filter((row) => Played.canAsk(section, row));
  const readable = ({ caller, item }: Row) =>
    section.rows.find((row) => row.caller === caller && row.item === item && row.operation === 'get')?.expected ?? 'no';

  beforeAll(() =>
    played.store(
      model,
      rows.filter(({ operation }) => operation !== 'create').map((row) => [idOf(row), section.items[row.item]!]),
    ),
  );

  test.each(rows)('$caller: $operation $item: $expected', async (row) => {
    const { status, listed } = await played.ask(model, section, row);
    expect({ status, listed }).toEqual(expected(row, readable(row)));
  });
});

describe.each([...CHANGED].map(([model, changes]) => ({ model, ...changes })))('$title', ({ model, rows, items }) => {
  const id = ({ caller, from, to }: (typeof rows)[number]) => slug(`${caller} ${from} ${to}`);

  beforeAll(() =>
    played.store(
      model,
      rows.flatMap(
        (row) =>
          [
            [id(row), items[row.from]!],
            [`${id(row)}-to`, items[row.to]!],
          ] as const,
      ),
    ),
  );

  test.each(rows)('$caller: update $from to $to: $expected', async (row) => {
    const [before, after] = [row.from, row.to].map((name) => played.json(model, items[name]!));
    const removed = Object.fromEntries(Object.keys(before!).map((name) => [name, null]));
    const { status } = await played.send(row.caller, 'PATCH', `/data/${model}/${id(row)}`, { ...removed, ...after });
    expect({ yes: [200], no: [403, 404], '-': [never(row.caller)] }[row.expected]).toContain(status);
  });
});

describe.each([...GUARDED].map(([model, field]) => ({ model, ...field })))('a field: $title', ({ model, rows, items }) => {
  const id = ({ caller, item }: (typeof rows)[number]) => slug(`${caller} ${item}`);

  beforeAll(() =>
    played.store(
      model,
      rows.map((row) => [id(row), { ...items[row.item], pay: 1 }]),
    ),
  );

  test.each(rows)('$caller, $item: sees $sees, sets $sets', async (row) => {
    const path = `/data/${model}/${id(row)}`;
    const { status, body } = await played.send(row.caller, 'GET', path);
    expect({ status, pay: body.pay }).toEqual({ status: 200, pay: row.sees ? 1 : undefined });
    // Nor does anyone find an item by what he does not see in it.
    const found = await played.send(row.caller, 'GET', `/data/${model}?limit=100&filter=${encodeURIComponent('{"pay":{"ge":1}}')}`);
    expect((found.body.items ?? []).some((item: { id: string }) => item.id === id(row))).toBe(row.sees);
    const set = await played.send(row.caller, 'PATCH', path, { pay: 2 });
    expect(set.status).toBe(row.sets ? 200 : never(row.caller));
    // The rest of the item is free.
    const rest = await played.send(row.caller, 'PATCH', path, { memo: 'changed' });
    expect(rest.status).toBe(row.caller === 'guest' ? 401 : 200);
  });
});

test('enough of the table was asked', () => {
  const asked = [...DEPLOYED.values()].flatMap((section) => section.rows.filter((row) => Played.canAsk(section, row)));
  expect(asked.length).toBeGreaterThanOrEqual(300);
  expect(new Set(asked.map(({ caller }) => caller))).toEqual(new Set(Object.keys(CALLERS) as CallerName[]));
});
