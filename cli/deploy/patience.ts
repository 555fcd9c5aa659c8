import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.js';

/** How one waits. */
export interface Patience {
  /** Resolves when it is time to look again. */
  readonly wait: () => Promise<void>;
  /** Says what is waited for: what is new at once, what is the same every half minute, with the time that it takes. */
  readonly say: (text: string) => void;
  /** Says how far something is, every ten seconds at most. */
  readonly progress: (text: string) => void;
}

const REMIND_MS = 30_000;
const PROGRESS_MS = 10_000;

/** @param every milliseconds between two looks */
export function patience(log: Log, every: number, now: () => number = () => performance.now()): Patience {
  let progressed = Number.NEGATIVE_INFINITY;
  let said = { text: '', since: 0, last: 0 };
  return {
    wait: () => sleep(every),
    progress(text) {
      if (now() - progressed < PROGRESS_MS) return;
      progressed = now();
      log.detail(text);
    },
    say(text) {
      const time = now();
      if (text !== said.text) {
        said = { text, since: time, last: time };
        log.detail(text);
      } else if (time - said.last >= REMIND_MS) {
        said.last = time;
        log.detail(`${text}, since ${Math.round((time - said.since) / 1_000)} s`);
      }
    },
  };
}
