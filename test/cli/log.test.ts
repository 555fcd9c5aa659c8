import { createLog } from '../../cli/log';

test('steps tell the seconds since the start, or since it began anew', () => {
  const lines: string[] = [];
  let time = 1_000;
  const log = createLog(
    (line) => lines.push(line),
    () => time,
  );
  time = 2_540;
  log.step('emulator');
  log.detail('more');
  log.problem('failed\nfor a reason');
  log.output('greet', 'counted', false);
  log.output('a-function-with-a-long-name', 'failed\nhere', true);
  log.restart();
  log.step('saved');
  expect(lines).toEqual([
    '   1.5 s  emulator',
    '          more',
    '       ✗  failed',
    '          for a reason',
    '          greet        │ counted',
    '       ✗  a-function-with-a-long-name │ failed',
    '          a-function-with-a-long-name │ here',
    '   0.0 s  saved',
  ]);
});
