/** Calls at once: as many as browsers keep connections to one host by HTTP/1.1. */
const AT_ONCE = 6;

/** Does `work` for each value, a few at once; what it gives, in the order of the values. */
export async function inParallel<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < values.length) {
      const place = next++;
      results[place] = await work(values[place] as T);
    }
  };
  await Promise.all(values.slice(0, AT_ONCE).map(worker));
  return results;
}

/** Cuts a list into parts of `size`, the last one shorter. */
export function cut<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, part) => values.slice(part * size, (part + 1) * size));
}
