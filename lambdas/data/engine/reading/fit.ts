import { Problem } from '../../../shared/problem.js';

/** Bytes of an answer's JSON. */
const MAX_ANSWER = 4_000_000;
/** Lambda answers at most 6 MB of JSON, in which the body is a string: up to twice as long, if items are full of quotes. */
const MAX_CARRIED = 6_000_000;
/** No item's JSON is longer than it is stored by more than this. */
const MOST_GROWTH = 15;

/**
 * How many of some items, the first of them, go into one answer.
 * @param stored about how many bytes all of them have in DynamoDB
 * @throws Problem `too-large` where not even one does
 */
export function fitting(items: readonly object[], stored: number): number {
  if (stored * MOST_GROWTH < MAX_ANSWER) return items.length;
  let answer = 0;
  let carried = 0;
  const over = items.findIndex((item) => {
    const json = JSON.stringify(item);
    answer += Buffer.byteLength(json) + 1;
    carried += Buffer.byteLength(JSON.stringify(json)) + 1;
    return answer > MAX_ANSWER || carried > MAX_CARRIED;
  });
  if (over === 0)
    throw new Problem('too-large', 'An answer has at most 4 MB, and one item with all that it includes is larger: include less.');
  return over === -1 ? items.length : over;
}
