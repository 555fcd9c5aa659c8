/** Says what happens while it happens. */
export interface Log {
  /** Something is done; the line begins with the seconds since the start. */
  step(text: string): void;
  /** Detail of the step before. */
  detail(text: string): void;
  /** Something went wrong; it may take several lines. */
  problem(text: string): void;
  /** Counts from now on. */
  restart(): void;
}

/** A log that prints lines, with times since it was made. `now` is in milliseconds. */
export function createLog(print: (line: string) => void, now: () => number): Log {
  let start = now();
  return {
    step: (text) => print(`${((now() - start) / 1_000).toFixed(1).padStart(6)} s  ${text}`),
    detail: (text) => print(`          ${text}`),
    problem: (text) => text.split('\n').forEach((line, at) => print(`${at === 0 ? '       ✗  ' : '          '}${line}`)),
    restart: () => {
      start = now();
    },
  };
}
