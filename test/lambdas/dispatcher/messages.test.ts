import * as fc from 'fast-check';
import { batchesOf, MAX_BYTES, messageOf } from '../../../lambdas/dispatcher/messages';
import type { ChangeEvent } from '../../../lambdas/shared/events';

const change = (id: string, more: Partial<ChangeEvent> = {}): ChangeEvent => ({
  type: 'change',
  eventId: 'event-1',
  model: 'notes',
  operation: 'update',
  id,
  trail: ['audit'],
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

describe('messageOf', () => {
  it('groups the changes of one item, and no others', () => {
    const [first, again, other] = ['a', 'a', 'b'].map((id) => messageOf(change(id), 0).group);
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it('makes of any id a group id that SQS takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2048 }), (id) => {
        expect(messageOf(change(id, { model: 'm'.repeat(64) }), 0).group).toMatch(/^[\w!-/:-@[-`{-~]{1,128}$/);
      }),
    );
  });

  it('holds both images of 400 kB, and only names what is larger', () => {
    const large = { text: 'x'.repeat(400 * 1024) };
    expect(JSON.parse(messageOf(change('a', { oldItem: large, newItem: large }), 0).body)).toMatchObject({
      oldItem: large,
      newItem: large,
    });

    const controls = { text: '\u0001'.repeat(200 * 1024) };
    const message = messageOf(change('a', { oldItem: controls, newItem: controls }), 0);
    expect(JSON.parse(message.body)).toEqual({ ...change('a'), truncated: true });
    expect(message.bytes).toBeLessThan(MAX_BYTES);
  });

  it('writes every character so that SQS takes it', () => {
    const text = '\u0000\u001f\ufffe\uffff\ud800 é 😀';
    const { body } = messageOf(change('a', { newItem: { text } }), 0);
    expect(body).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(JSON.parse(body).newItem.text).toBe(text);
  });
});

const message = (record: number, group: string, bytes = 100) => ({ record, group, bytes, deduplication: String(record), body: '' });

describe('batchesOf', () => {
  it('fills batches up to ten messages and 1 MiB', () => {
    expect(batchesOf(Array.from({ length: 23 }, (_, i) => message(i, `g${i}`))).map((batch) => batch.length)).toEqual([10, 10, 3]);
    expect(batchesOf(Array.from({ length: 5 }, (_, i) => message(i, `g${i}`, 400_000))).map((batch) => batch.length)).toEqual([2, 2, 1]);
    expect(batchesOf([])).toEqual([]);
  });

  it('keeps everything, in order, with no group twice in a batch', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.integer({ min: 1, max: MAX_BYTES }) })),
        (list) => {
          const messages = list.map(({ group, bytes }, i) => message(i, group, bytes));
          const batches = batchesOf(messages);
          expect(batches.flat()).toEqual(messages);
          for (const batch of batches) {
            expect(new Set(batch.map(({ group }) => group)).size).toBe(batch.length);
            expect(batch.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_BYTES);
          }
        },
      ),
    );
  });
});
