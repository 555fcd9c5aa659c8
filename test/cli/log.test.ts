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
  log.restart();
  log.step('saved');
  expect(lines).toEqual(['   1.5 s  emulator', '          more', '       ✗  failed', '          for a reason', '   0.0 s  saved']);
});
