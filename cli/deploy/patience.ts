import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.js';

/** How one waits. */
export interface Patience {
  /** Resolves when it is time to look again. */
  readonly wait: () => Promise<void>;
  /** Resolves when calls that had begun are over: API Gateway gives them 30 seconds, the emulator's are over at once. */
  readonly outlastCalls: () => Promise<void>;
  /** Says what is waited for: what is new at once, what is the same every half minute, with the time that it takes. */
  readonly say: (text: string) => void;
  /** Says how far something is, every ten seconds at most. */
  readonly progress: (text: string) => void;
}

const REMIND_MS = 30_000;
const PROGRESS_MS = 10_000;

/** AWS limits how often one may ask how a stack or a table is. */
const LOOK_MS = 5_000;
/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const CALL_MS = 30_000;
/** An emulator has no rate limits. */
const LOCAL_LOOK_MS = 100;

/** Milliseconds between two looks at what is deployed. */
export const lookInterval = (local: boolean) => (local ? LOCAL_LOOK_MS : LOOK_MS);

/** @param local for an emulator on this machine */
export function patience(log: Log, local: boolean, now: () => number = () => performance.now()): Patience {
  let progressed = Number.NEGATIVE_INFINITY;
  let said = { text: '', since: 0, last: 0 };
  return {
    wait: () => sleep(lookInterval(local)),
    outlastCalls: () => sleep(local ? 0 : CALL_MS),
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
