import { checkManifest, formatFaults, type Manifest } from '../../../../lib/manifest';
import { EXAMPLE } from '../example';

/** What is wrong, by path. */
const faultsOf = (manifest: unknown) => Object.fromEntries(checkManifest(manifest as Manifest).map(({ path, message }) => [path, message]));

test('a declaration of everything has no fault', () => {
  expect(checkManifest(EXAMPLE)).toEqual([]);
});

test.each(['shop', 'S-1'])('%s is a backend id', (backendId) => {
  expect(faultsOf({ ...EXAMPLE, backendId })).toEqual({});
});

test.each(['', '1a', 'a.b', 'a_b', 'a b'])('%j is no backend id', (backendId) => {
  expect(faultsOf({ ...EXAMPLE, backendId })).toEqual({ backendId: expect.stringContaining(JSON.stringify(backendId)) });
});

test('a wrong structure is told before what it means', () => {
  const manifest = { ...EXAMPLE, data: { models: { notes: { fields: { a: { type: 'strin' } }, rules: {} } } } };
  expect(faultsOf(manifest)).toEqual({
    'data.models.notes.indexes': 'is missing',
    'data.models.notes.rules': 'must be of type array, is object',
    'data.models.notes.fields.a.type': expect.stringContaining('is "strin"; did you mean "string"?'),
  });
});

test.each([null, undefined, 1, 'x', [], {}])('%j is told not to be a manifest', (value) => {
  expect(checkManifest(value as unknown as Manifest)).not.toEqual([]);
});

test('all faults make one message, a line each', () => {
  expect(formatFaults([{ path: 'backendId', message: 'is wrong' }])).toBe('The backend cannot work as declared:\n  backendId: is wrong');
  expect(formatFaults(checkManifest({ ...EXAMPLE, backendId: '', auth: undefined })).split('\n').length).toBeGreaterThan(4);
});
