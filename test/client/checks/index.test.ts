import { createChecks } from '../../../client/checks';

const { create, update, call } = createChecks({
  models: {
    members: {
      mail: { type: 'email', required: true },
      count: { type: 'integer' },
      madeAt: { type: 'datetime', required: true, defaultFrom: 'now', immutable: true },
      level: { type: 'choice', choices: ['free', 'paid'], required: true, defaultValue: 'free', readOnly: true },
    },
  },
  inputs: { send: { to: { type: 'phone', required: true } } },
});

test('a create is checked as the server does, but for what only the server knows', () => {
  expect(create('members', { mail: 'ada@example.com' })).toEqual([]);
  expect(create('members', { mail: 'ada@example.com', id: 'mine' })).toEqual([]);
  expect(create('members', { mail: 'ada', level: 'paid' })).toEqual([
    { pointer: '/mail', detail: expect.stringContaining('must be an email address') },
    { pointer: '/level', detail: 'is set by the server' },
  ]);
});

test('so are updates, with their operators', () => {
  expect(update('members', { $increment: { count: 1 } })).toEqual([]);
  // Whether it is what the item has, the server knows.
  expect(update('members', { madeAt: '2026-10-02T08:30:00Z' })).toEqual([]);
  expect(update('members', { mail: null, $increment: { mail: 1 } }).map(({ pointer }) => pointer)).toEqual(['/mail', '/$increment/mail']);
});

test('and the inputs of functions', () => {
  expect(call('send', { to: '+4930123456' })).toEqual([]);
  expect(call('send', { to: '030 123456' })).toEqual([{ pointer: '/to', detail: expect.stringContaining('E.164') }]);
});

test('what nobody declared has no fields', () => {
  expect(create('others', {})).toEqual([]);
  expect(create('others', { a: 1 })).toEqual([{ pointer: '/a', detail: 'is not a known field' }]);
});
