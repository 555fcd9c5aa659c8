import * as fc from 'fast-check';
import { MAX_PAYLOAD, payloadOf, type PushMessage } from '../../../../lambdas/push/engine/message';
import { Problem } from '../../../../lambdas/shared/problem';

function read(message: PushMessage) {
  const { Message, MessageAttributes } = payloadOf(message);
  const { APNS, APNS_SANDBOX, GCM, default: fallback } = JSON.parse(Message);
  expect(APNS_SANDBOX).toBe(APNS);
  return { apns: JSON.parse(APNS), fcm: JSON.parse(GCM).fcmV1Message.message, fallback, attributes: MessageAttributes };
}

describe('payloadOf', () => {
  it('shows a message on either platform', () => {
    const { apns, fcm, fallback, attributes } = read({ title: 'Hi', body: 'There', data: { noteId: '1' }, badge: 2 });
    expect(apns).toEqual({ noteId: '1', aps: { alert: { title: 'Hi', body: 'There' }, badge: 2, sound: 'default' } });
    expect(fcm).toEqual({
      notification: { title: 'Hi', body: 'There' },
      data: { noteId: '1' },
      android: { priority: 'high', notification: { notification_count: 2 } },
    });
    expect(fallback).toBe('There');
    expect(attributes).toEqual({ 'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'alert', 'AWS.SNS.MOBILE.APNS.PRIORITY': '10' });
  });

  it('wakes an application by data alone', () => {
    const { apns, fcm, attributes } = read({ data: { sync: 'notes' } });
    expect(apns).toEqual({ sync: 'notes', aps: { 'content-available': 1 } });
    expect(fcm).toEqual({ data: { sync: 'notes' }, android: { priority: 'normal' } });
    expect(attributes).toEqual({ 'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'background', 'AWS.SNS.MOBILE.APNS.PRIORITY': '5' });
  });

  it.each([
    [{}, ''],
    [{ data: {} }, ''],
    [{ title: 7 }, '/title'],
    [{ body: 'x', badge: -1 }, '/badge'],
    [{ body: 'x', sound: 'y' }, '/sound'],
    [{ body: 'x', data: { n: 1 } }, '/data/n'],
    [{ body: 'x', data: ['a'] }, '/data'],
    [{ body: 'x', data: { aps: '{}' } }, '/data/aps'],
    [{ body: 'x', data: { 'google.a/b': 'y' } }, '/data/google.a~1b'],
    [{ body: 'x'.repeat(MAX_PAYLOAD) }, ''],
  ])('refuses %j', (message, pointer) => {
    const attempt = () => payloadOf(message as PushMessage);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'validation-failed', details: { errors: [expect.objectContaining({ pointer })] } }),
    );
  });

  it('never makes a payload that is too large, and refuses only by a Problem', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ title: fc.string(), body: fc.string({ maxLength: 5000 }), data: fc.dictionary(fc.string(), fc.string()) }),
        ),
        (message) => {
          try {
            const { APNS, GCM } = JSON.parse(payloadOf(message as PushMessage).Message);
            for (const payload of [APNS, GCM]) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(MAX_PAYLOAD);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
