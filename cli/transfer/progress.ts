import { Format, SingleBar } from 'cli-progress';

/** Shows how far a long work has come. */
export interface Progress {
  /**
   * @param done of the total, in its unit
   * @param count rows or items so far
   * @param more what else is to be said
   */
  update(done: number, count: number, more?: string): void;
  stop(): void;
}

export interface ProgressOptions {
  /** A terminal shows a bar; anything else is told a line now and then. */
  readonly stream: NodeJS.WriteStream;
  readonly report: (line: string) => void;
  /** What is counted: `rows`. */
  readonly unit: string;
  /** As much as there is to do, about; 0 where nobody knows. */
  readonly total: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const LINE_EVERY_MS = 10_000;

export function showProgress(options: ProgressOptions): Progress {
  return options.stream.isTTY ? bar(options) : lines(options);
}

function bar({ stream, total, ...rest }: ProgressOptions): Progress {
  const pace = paceOf({ total, ...rest });
  const shown = new SingleBar({
    stream,
    format: total > 0 ? '{bar} {percentage} %  {text}' : '{text}',
    hideCursor: true,
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    formatBar: Format.BarFormat,
  });
  shown.start(Math.max(1, total), 0, { text: 'reading' });
  return {
    update: (done, count, more) => shown.update(Math.min(done, total), { text: pace(done, count, more) }),
    stop: () => shown.stop(),
  };
}

function lines({ report, total, now, ...rest }: ProgressOptions): Progress {
  const pace = paceOf({ total, now, ...rest });
  let last = now();
  return {
    update(done, count, more) {
      const text = pace(done, count, more);
      if (now() - last < LINE_EVERY_MS) return;
      last = now();
      report(total > 0 ? `${Math.min(100, Math.floor((100 * done) / total))} %  ${text}` : text);
    },
    stop: () => undefined,
  };
}

/** Says how much is done, how fast it goes, and how long the rest will take: `12,000 rows, 3 refused, 2,100 a second, 1:05 left`. */
export function paceOf({ unit, total, now }: Pick<ProgressOptions, 'unit' | 'total' | 'now'>) {
  /** What an earlier run has done says nothing of how fast this one is. */
  let begun: { readonly at: number; readonly done: number; readonly count: number } | undefined;
  return (done: number, count: number, more?: string): string => {
    begun ??= { at: now(), done, count };
    const seconds = (now() - begun.at) / 1000;
    const said = [`${grouped(count)} ${unit}`, ...(more === undefined ? [] : [more])];
    if (seconds >= 1) {
      said.push(`${grouped(Math.round((count - begun.count) / seconds))} a second`);
      const speed = (done - begun.done) / seconds;
      if (speed > 0 && done < total) said.push(`${clock((total - done) / speed)} left`);
    }
    return said.join(', ');
  };
}

const grouped = (count: number) => count.toLocaleString('en');

/** `1:05`, `2:00:00` */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
