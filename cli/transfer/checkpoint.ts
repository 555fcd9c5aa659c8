import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** How far a transfer has come, beside its file: one that is interrupted goes on from there. */
export interface Checkpoint<State> {
  /** What an interrupted one left; undefined where there is none, or where it was another (`key`). */
  read(): State | undefined;
  write(state: State): void;
  /** All is done: nothing is left to go on with. */
  remove(): void;
}

/** @param key what must be the same for it to go on: another file or another backend begins anew */
export function checkpointAt<State extends object>(path: string, key: string): Checkpoint<State> {
  return {
    read() {
      if (!existsSync(path)) return undefined;
      try {
        const saved = JSON.parse(readFileSync(path, 'utf8')) as { key: string; state: State };
        return saved.key === key ? saved.state : undefined;
      } catch {
        return undefined;
      }
    },
    write(state) {
      // Whole or not at all, wherever this process is ended.
      writeFileSync(`${path}.new`, JSON.stringify({ key, state }));
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
}
