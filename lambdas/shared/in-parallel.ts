/** Works through some things, so many at once, and answers in their order. The first failure is the failure of all. */
export async function inParallel<T, R>(things: readonly T[], atOnce: number, work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < things.length) {
      const i = next++;
      results[i] = await work(things[i] as T);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return results;
}
