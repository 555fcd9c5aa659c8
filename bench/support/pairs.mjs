export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Measures A and B in turn after one uncounted pair: the median of the pairs' ratios, so that a machine whose speed drifts does not
 * matter, and how far they spread (the quarter below and the quarter above left out).
 */
export async function pairs(count, a, b) {
  await a();
  await b();
  const ratios = [];
  for (let i = 0; i < count; i++) {
    const first = await a();
    ratios.push(first / (await b()));
  }
  return { value: median(ratios), spread: spread(ratios) };
}

export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.25, 0.75].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
}
