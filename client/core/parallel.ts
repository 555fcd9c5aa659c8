/** Calls at once: as many as browsers keep connections to one host by HTTP/1.1. */
const AT_ONCE = 6;

/** Works through a list in parts of `size`, a few parts at once. */
export async function inParts<T>(values: readonly T[], size: number, work: (part: T[]) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < values.length) {
      const start = next;
      next += size;
      await work(values.slice(start, next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
