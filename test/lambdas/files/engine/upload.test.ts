import { upload } from '../../../../lambdas/files/engine/upload';
import { accessOf, adminAccess } from '../../../../lambdas/shared/access';
import { memoryStore } from '../memory-store';

const space = { name: 'pictures', rules: [{ allow: 'owner' as const }], maxSize: 100 };
const input = { name: 'a.png', size: 5, contentType: 'image/png' };

function metadataFor(access: ReturnType<typeof accessOf>) {
  const store = { ...memoryStore().store, presignPost: jest.fn(() => ({ url: '', fields: {} })) };
  upload(store, access, space, input, { owner: 'ann' });
  return store.presignPost.mock.calls;
}

test('what a trigger stores is marked with the trail that led to it, what a person stores with nothing', () => {
  const object = { key: 'pictures/ann/a.png', size: 5, contentType: 'image/png' };
  expect(metadataFor(adminAccess(['thumbnail', 'audit']))).toEqual([[{ ...object, metadata: { trail: 'thumbnail,audit' } }]]);
  expect(metadataFor(accessOf({ owner: 'ann', groups: [] }))).toEqual([[object]]);
});
