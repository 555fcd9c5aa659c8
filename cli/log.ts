/** Says what happens while it happens. */
export interface Log {
  /** Something is done; the line begins with the seconds since the start. */
  step(text: string): void;
  /** Detail of the step before. */
  detail(text: string): void;
  /** Something went wrong; it may take several lines. */
  problem(text: string): void;
  /** A line (or several) that a function of this name logged; `failed` where it is an error. */
  output(name: string, text: string, failed: boolean): void;
  /** Counts from now on. */
  restart(): void;
}

const DETAIL = '          ';
const PROBLEM = '       ✗  ';
/** Most names are no longer, so what functions log stands in one column. */
const NAME_WIDTH = 12;

/** A log that prints lines, with times since it was made. `now` is in milliseconds. */
export function createLog(print: (line: string) => void, now: () => number): Log {
  let start = now();
  return {
    step: (text) => print(`${((now() - start) / 1_000).toFixed(1).padStart(6)} s  ${text}`),
    detail: (text) => print(`${DETAIL}${text}`),
    problem: (text) => text.split('\n').forEach((line, at) => print(`${at === 0 ? PROBLEM : DETAIL}${line}`)),
    output: (name, text, failed) =>
      text.split('\n').forEach((line, at) => print(`${failed && at === 0 ? PROBLEM : DETAIL}${name.padEnd(NAME_WIDTH)} │ ${line}`)),
    restart: () => {
      start = now();
    },
  };
}
