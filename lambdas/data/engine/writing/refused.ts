import type { Problem } from '../../../shared/problem.js';

/** Some of the writes were refused, so none was carried out. */
export class Refused extends Error {
  constructor(
    /** Why, by the place of the write. */
    readonly problems: ReadonlyMap<number, Problem>,
  ) {
    super('Writes were refused.');
  }
}
