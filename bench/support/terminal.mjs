import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs a command as in a terminal; it answers when a line was printed, and is ended as by Ctrl-C. */
export function terminal(command, args, cwd) {
  // A group of its own, since Ctrl-C reaches all processes of a terminal.
  const detached = process.platform !== 'win32';
  // An endpoint that is named there would be used, and no emulator started.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const child = spawn(command, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'], shell: !detached });
  const ended = new Promise((done) => child.once('close', done));
  const printed = [];
  let watching = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      printed.push(line);
      watching(line);
    });
  }
  return {
    /** Resolves to the milliseconds of `performance.now()` at which a line with this text comes, from now on. */
    line(text) {
      return new Promise((done, fail) => {
        watching = (line) => line.includes(text) && done(performance.now());
        ended.then(() => fail(new Error(`${command} ${args.join(' ')} ended before it printed "${text}":\n${printed.join('\n')}`)));
      });
    },
    async interrupt() {
      if (child.exitCode === null) process.kill(detached ? -child.pid : child.pid, 'SIGINT');
      await ended;
    },
  };
}
