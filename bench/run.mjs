// `npm run bench`: everything that is measured, one table. Ratios and sizes, each against the reference named beside it, in one run.
//   npm run bench -- synth types     some of it        npm run bench -- --json FILE     written as JSON too
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../scripts/install.mjs';

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
prepare();

const folder = join(import.meta.dirname, 'measures');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -'.mjs'.length));
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}; there are: ${names.join(', ')}.`);
  process.exit(2);
}

/** `limit` is "at most" unless the row says otherwise. */
function holds({ value, limit, bound = 'at most' }) {
  return bound === 'at most' ? value <= limit : bound === 'at least' ? value >= limit : value === limit;
}

const rows = [];
for (const name of names) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  try {
    const { measure } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
    for (const row of await measure()) rows.push({ ...row, holds: holds(row) });
  } catch (error) {
    // The others are worth having all the same.
    console.error(error);
    process.exitCode = 1;
  }
}

const short = (number) => String(Math.abs(number) >= 100 ? Math.round(number) : Number(number.toPrecision(3)));
const cells = rows.map(({ id, value, unit, spread, limit, bound = 'at most', holds, reference }) => [
  holds ? '✓' : '✗',
  id,
  `${short(value)} ${unit}`.trim(),
  spread ? `(${spread.map(short).join(' to ')})` : '',
  `${bound} ${limit}`,
  reference ?? '',
]);
const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column].length)));
for (const row of cells)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
if (values.json) {
  writeFileSync(
    values.json,
    `${JSON.stringify(
      rows.map(({ id, value, unit, limit, holds }) => ({ id, value, unit, limit, holds })),
      null,
      2,
    )}\n`,
  );
}
if (rows.some((row) => !row.holds)) process.exitCode = 1;
