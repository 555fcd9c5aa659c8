import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIB = join(__dirname, '../../../lib');

/** Structs that nobody declares: what constructs of ours give each other, what `Backend` and `Functions` make, and answers. */
const OWN = ['HttpFrontProps', 'Link', 'RuleVerdict', 'ScopedGrant', 'TriggerQueueProps'];

const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => /^(?!manifest|structs).*\.ts$/.test(name));
const text = files.map((name) => readFileSync(join(LIB, name), 'utf8')).join('\n');
const all = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name as string));

test('every struct that a declaration can give has a list of its members, which TypeScript holds to it', () => {
  const declared = all(/^export interface (\w+)/gm);
  const listed = all(/\b(?:struct|Members)<(?:options\.)?(\w+)>/g);
  expect(declared.size).toBeGreaterThan(30);
  expect([...declared].filter((name) => !listed.has(name) && !OWN.includes(name)).sort()).toEqual([]);
});
