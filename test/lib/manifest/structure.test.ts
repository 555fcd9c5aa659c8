import Ajv from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { type Manifest, MANIFEST_SCHEMA } from '../../../lib/manifest';
import { checkStructure } from '../../../lib/manifest/structure';
import { EXAMPLE } from './example';

const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false }).compile(MANIFEST_SCHEMA);

test('the schema is one, and the example holds to it', () => {
  expect(validate(EXAMPLE)).toBe(true);
  expect(checkStructure(EXAMPLE)).toEqual([]);
});

test('names each place that does not', () => {
  const manifest = { ...EXAMPLE, backendId: 1, push: { platforms: [], topics: { news: { rules: [{ allow: 'group' }] } } } };
  expect(checkStructure(manifest)).toEqual([
    { path: 'backendId', message: 'must be of type string, is number' },
    { path: 'push.topics.news.rules[0].group', message: 'is missing' },
  ]);
});

/** Every place in a JSON document, as the steps to it. */
function places(value: unknown, steps: (string | number)[] = []): (string | number)[][] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [steps, ...members.flatMap(([name, member]) => places(member, [...steps, name]))];
}

/** A copy of a document with another value at one place, or none. */
function replaced(document: unknown, steps: (string | number)[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return value;
  }
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<string | number, unknown>;
  copy[step] = replaced(copy[step], rest, value);
  return copy;
}

test('agrees with ajv, whatever is put in place of whatever', () => {
  const everywhere = fc.constantFrom(...places(EXAMPLE));
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('owner', 'allOf', 'group', 'string', 'change', [], {}));
  fc.assert(
    fc.property(everywhere, anything, (steps, value) => {
      const manifest = JSON.parse(JSON.stringify(replaced(EXAMPLE, steps, value)) ?? 'null') as Manifest;
      expect(checkStructure(manifest).length === 0).toBe(validate(manifest));
    }),
    { numRuns: 2000 },
  );
});
