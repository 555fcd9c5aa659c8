import { createPushEngine } from '../../../lambdas/push/engine';
import { pushHandler } from '../../../lambdas/push/handler';
import { accessOf } from '../../../lambdas/shared/access';
import type { Context } from '../../../lambdas/shared/entry';
import type { Manifest } from '../../../lib/manifest';
import { httpEvent, type Sent } from '../shared/http/event';
import { memorySns } from './memory-sns';
import { memoryTable } from './memory-table';

const manifest: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  push: {
    platforms: ['apns', 'fcm'],
    topics: { news: { rules: [{ allow: 'authenticated' }] }, staff: { rules: [{ allow: 'group', group: 'editors' }] } },
  },
};
const app = (name: string) => `arn:aws:sns:eu-west-1:123456789012:app/${name}/shop`;
export const topicArn = (name: string) => `arn:aws:sns:eu-west-1:123456789012:shop-${name}`;

export const FCM_TOKEN = `abc:${'x'.repeat(140)}`;
export const APNS_TOKEN = 'a1'.repeat(32);

export const ann = accessOf({ owner: 'ann', groups: [] });
export const bob = accessOf({ owner: 'bob', groups: [] });
export const editor = accessOf({ owner: 'eve', groups: ['editors'] });
export const guest = accessOf({ groups: [] });

/** The push capability over a table and an SNS in memory. */
export function setUp() {
  const { table, items, hooks } = memoryTable();
  const sns = memorySns();
  let time = Date.UTC(2026, 0, 1);
  const context = {
    manifest,
    binding: { platforms: { apns: app('APNS'), fcm: app('GCM') }, topics: { news: topicArn('news'), staff: topicArn('staff') } },
    dynamodb: table,
    now: () => time++,
  } as unknown as Context;
  const handle = pushHandler(context, () => undefined, sns.sns);
  const call = async (route: string, sent?: Sent) => {
    const { statusCode, headers, body } = await handle(httpEvent(route, sent));
    return { status: statusCode, headers, body: body === undefined ? undefined : JSON.parse(body) };
  };
  return { ...sns, items, hooks, call, engine: createPushEngine(context, sns.sns) };
}
