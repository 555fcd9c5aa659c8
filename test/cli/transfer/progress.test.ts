import { paceOf, showProgress } from '../../../cli/transfer/progress';

test('how much, how fast and how long still; nothing of the kind in the first second, or where nobody knows', () => {
  let time = 0;
  const pace = paceOf({ unit: 'rows', total: 1_000_000, now: () => time });
  expect(pace(100_000, 1_000)).toBe('1,000 rows');
  time = 10_000;
  expect(pace(200_000, 21_000, '3 refused')).toBe('21,000 rows, 3 refused, 2,000 a second, 1:20 left');
  time = 20_000;
  expect(pace(101_000, 21_000)).toBe('21,000 rows, 1,000 a second, 4:59:40 left');
  expect(pace(1_000_000, 40_000)).not.toContain('left');
  expect(paceOf({ unit: 'items', total: 0, now: () => time })(7, 7)).toBe('7 items');
});

test('what is no terminal is told a line every ten seconds', () => {
  let time = 0;
  const said: string[] = [];
  const stream = { isTTY: false } as NodeJS.WriteStream;
  const progress = showProgress({ stream, report: (line) => said.push(line), unit: 'rows', total: 100, now: () => time });
  for (const done of [10, 20, 30]) {
    progress.update(done, done);
    time += 6_000;
  }
  progress.stop();
  expect(said).toEqual(['30 %  30 rows, 2 a second, 0:42 left']);
});
