import { CALLERS, type CallerName, type Outcome, type Row } from '../rules/table/section';
import { deployment } from './deployment';
import { DEPLOYED } from './rules/deployed';
import { Played } from './rules/played';

let played: Played;

beforeAll(async () => {
  played = await Played.of(deployment('rules'));
});

/** What a deployed backend answers for an outcome: of an item that the caller may not read nobody is told that it is there. */
function expected({ caller, operation, expected: outcome }: Row, readable: Outcome): number {
  const made = { create: 201, get: 200, list: 200, update: 200, delete: 204 }[operation];
  if (outcome === 'yes') return made;
  if (outcome === '-') return caller === 'guest' ? 401 : 403;
  return operation === 'create' || readable === 'yes' ? 403 : 404;
}

describe.each([...DEPLOYED].map(([model, section]) => ({ model, section, title: section.title })))('$title', ({ model, section }) => {
  const rows = section.rows.filter((row) => Played.canAsk(section, row));
  const readable = ({ caller, item }: Row) =>
    section.rows.find((row) => row.caller === caller && row.item === item && row.operation === 'get')?.expected ?? 'no';

  beforeAll(() => played.store(model, section, rows));

  test.each(rows)('$caller: $operation $item: $expected', async (row) => {
    const answer = await played.ask(model, section, row);
    if (row.operation === 'list') {
      expect({ status: answer.status, listed: answer.listed }).toEqual(
        row.expected === '-' ? { status: expected(row, 'no'), listed: false } : { status: 200, listed: row.expected === 'yes' },
      );
    } else {
      expect(answer.status).toBe(expected(row, readable(row)));
    }
  });
});

test('enough of the table was asked', () => {
  const asked = [...DEPLOYED.values()].flatMap((section) => section.rows.filter((row) => Played.canAsk(section, row)));
  expect(asked.length).toBeGreaterThanOrEqual(300);
  expect(new Set(asked.map(({ caller }) => caller))).toEqual(new Set(Object.keys(CALLERS) as CallerName[]));
});
