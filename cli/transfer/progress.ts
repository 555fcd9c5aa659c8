import { Format, SingleBar } from 'cli-progress';

/** Shows how far a long work has come. */
export interface Progress {
  /** @param done of the total, in its unit */
  update(done: number, text: string): void;
  stop(): void;
}

export interface ProgressOptions {
  /** A terminal shows a bar; anything else is told a line now and then. */
  readonly stream: NodeJS.WriteStream;
  readonly report: (line: string) => void;
  readonly total: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const LINE_EVERY_MS = 10_000;

export function showProgress({ stream, report, total, now }: ProgressOptions): Progress {
  return stream.isTTY ? bar(stream, total) : lines(report, total, now);
}

function bar(stream: NodeJS.WriteStream, total: number): Progress {
  const shown = new SingleBar({
    stream,
    format: '{bar} {percentage} %  {text}',
    hideCursor: true,
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    formatBar: Format.BarFormat,
    etaBuffer: 100,
  });
  shown.start(Math.max(1, total), 0, { text: '' });
  return { update: (done, text) => shown.update(Math.min(done, total), { text }), stop: () => shown.stop() };
}

function lines(report: (line: string) => void, total: number, now: () => number): Progress {
  let last = now();
  return {
    update(done, text) {
      if (now() - last < LINE_EVERY_MS) return;
      last = now();
      report(`${Math.min(100, Math.floor((100 * done) / Math.max(1, total)))} %  ${text}`);
    },
    stop: () => undefined,
  };
}
