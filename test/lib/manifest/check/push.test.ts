import { checkManifest, type Manifest, type PushSection } from '../../../../lib/manifest';
import { EXAMPLE } from '../example';

const push = (changes: Partial<PushSection>): Manifest => ({ ...EXAMPLE, push: { platforms: ['fcm'], topics: {}, ...changes } });

test.each<[string, Manifest]>([['no topics and no platforms', push({ platforms: [] })]])('%s is right', (_, manifest) => {
  expect(checkManifest(manifest)).toEqual([]);
});

test.each<[string, Manifest, string]>([
  ['push.platforms', push({ platforms: ['fcm', 'fcm'] }), 'more than once'],
  ['push.platforms', push({ platforms: [], topics: { news: { rules: [{ allow: 'guest' }] } } }), 'add `apns: { … }` or `fcm: { … }`'],
  ['push.platforms[0]', push({ platforms: ['gcm' as 'fcm'] }), 'did you mean "fcm"?'],
  ['push.topics.news.rules', push({ topics: { news: { rules: [] } } }), 'a topic without a rule admits nobody'],
])('at %s: %#', (path, manifest, message) => {
  expect(checkManifest(manifest)).toEqual([{ path, message: expect.stringContaining(message) }]);
});
