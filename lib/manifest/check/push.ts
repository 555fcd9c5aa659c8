import type { Manifest } from '../manifest';
import { at, duplicates, type Fault } from './fault';
import { checkNames } from './names';
import { checkRules } from './rules';

export function* checkPush({ push, auth }: Manifest): Iterable<Fault> {
  if (push === undefined) {
    return;
  }
  const topics = Object.entries(push.topics);
  if (topics.length > 0 && push.platforms.length === 0) {
    yield {
      path: 'push.platforms',
      message: 'topics reach devices through a platform, and there is none; add `apns: { … }` or `fcm: { … }` to push',
    };
  }
  for (const platform of duplicates(push.platforms)) {
    yield { path: 'push.platforms', message: `names "${platform}" more than once; name it once` };
  }
  yield* checkNames('push.topics', 'topic', Object.keys(push.topics));
  for (const [name, topic] of topics) {
    const guarded = { kind: 'a topic', operations: [], owned: false, fields: {}, example: 'rules: [Rule.authenticated()]' };
    yield* checkRules(topic.rules, at('push.topics', name, 'rules'), guarded, auth);
  }
}
