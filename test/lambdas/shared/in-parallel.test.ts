import { inParallel } from '../../../lambdas/shared/in-parallel';

const soon = () => new Promise((done) => setImmediate(done));

test('works through all, so many at once, and answers in their order', async () => {
  let open = 0;
  let most = 0;
  const doubled = await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (each) => {
    most = Math.max(most, ++open);
    for (let i = each; i < 8; i++) await soon();
    open--;
    return each * 2;
  });
  expect([doubled, most]).toEqual([[2, 4, 6, 8, 10, 12, 14], 3]);
  expect(await inParallel([], 3, soon)).toEqual([]);
});

test('fails with the first that fails', async () => {
  const fail = async (each: number) => {
    await soon();
    if (each === 2) throw new Error('two');
  };
  await expect(inParallel([1, 2, 3], 2, fail)).rejects.toThrow('two');
});
