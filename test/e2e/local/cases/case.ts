import type { Stand } from '../stand.js';

/** One fix: what is seen without it (MiniStack by itself) and with it (as on AWS). */
export interface FixCase {
  /** The function's name in cli/local/emulator/fixes. */
  fix: string;
  observe(stand: Stand): Promise<unknown>;
  without: unknown;
  with: unknown;
}
