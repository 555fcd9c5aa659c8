import { fork, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether processes can be held to a core: Linux, more than one core, and none forbidden. */
const canPin = availableParallelism() > 1 && ['0', '1'].every((core) => spawnSync('taskset', ['-c', core, 'true']).status === 0);

/**
 * Starts a Node program on a core of its own, where that can be. What it prints to standard output is lost; it talks by messages.
 * @param core 0 or 1
 */
export function forkOn(core, file, args = [], env = {}) {
  const pin = canPin && { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath] };
  return fork(file, args, {
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...pin,
  });
}

/** The next message of a child. */
export function message(child) {
  return new Promise((done, fail) => {
    const ended = (code) => fail(new Error(`${child.spawnargs.join(' ')} ended with ${code} and said nothing`));
    child.once('exit', ended);
    child.once('error', fail);
    child.once('message', (text) => {
      child.off('exit', ended);
      child.off('error', fail);
      done(text);
    });
  });
}
