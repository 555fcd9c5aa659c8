import { made } from '../../../lib/structs';
import { readAs } from './support';

class Lock {
  static open(faults: { path: string; message: string }[] = []) {
    return new Lock(faults);
  }

  private constructor(readonly _faults: { path: string; message: string }[]) {}
}

const LOCK = made(Lock, 'Lock.open()');

test('what the class has made is taken, with what it has found wrong, told where it stands', () => {
  const lock = Lock.open();
  expect(readAs(LOCK, lock)).toEqual({ value: lock, faults: [] });
  const faulty = Lock.open(['min', '[0].max', ''].map((path) => ({ path, message: 'is wrong' })));
  expect(readAs(LOCK, faulty)).toEqual({
    value: faulty,
    faults: ['at.min', 'at[0].max', 'at'].map((path) => ({ path, message: 'is wrong' })),
  });
});

test.each([
  [{ open: true }, 'must be a Lock, as in Lock.open(); is an object with open'],
  [Lock.open, 'must be a Lock, as in Lock.open(); is the function open itself; call it: open(…)'],
  [Lock, 'must be a Lock, as in Lock.open(); is the class Lock itself'],
])('%#: anything else is refused', (value, message) => {
  expect(readAs(LOCK, value)).toEqual({ value: undefined, faults: [{ path: 'at', message }] });
});

test('one of another copy of the package is told as such', () => {
  const other = Object.create({ constructor: { name: 'Lock' } });
  expect(readAs(LOCK, other).faults[0]?.message).toContain('is of another copy of cdk-plinth');
});
