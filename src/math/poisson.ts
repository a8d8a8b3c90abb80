import type { Random } from "./random.ts";

/** Draws whole numbers. */
export interface PoissonSampler {
  /** A number of events, with 32 random bits. */
  next(random: Random): number;
}

/**
 * Draws from the Poisson distribution by inverting its distribution function through a table of guides, so that a draw
 * takes about one comparison whatever the mean.
 *
 * Source: H. Chen, Y. Asau, "On generating random variates from an empirical distribution", AIIE Transactions 6 (1974).
 *
 * @param mean above 0 to 10⁹.
 * @example
 * createPoissonSampler(1).next(createRandom(7));
 */
export function createPoissonSampler(mean: number): PoissonSampler {
  const { first, cumulative } = tableOf(mean);
  const guides = new Uint32Array(cumulative.length);
  let index = 0;
  for (let guide = 0; guide < guides.length; guide += 1) {
    while ((cumulative[index] ?? 1) <= guide / guides.length) index += 1;
    guides[guide] = index;
  }
  return {
    next: (random) => {
      const share = random.nextFloat();
      let at = guides[Math.floor(share * guides.length)] ?? 0;
      while (at < cumulative.length - 1 && share >= (cumulative[at] ?? 1)) at += 1;
      return first + at;
    },
  };
}

/** The distribution function from `first` on, as far as probabilities are not below the least of 64-bit numbers at 1. */
function tableOf(mean: number): { readonly first: number; readonly cumulative: Float64Array } {
  const mode = Math.floor(mean);
  const smallest = Number.EPSILON / 16;
  const below: number[] = [];
  for (let count = mode, term = 1; count > 0 && term > smallest; count -= 1)
    below.push((term *= count / mean));
  const above: number[] = [];
  for (let count = mode + 1, term = 1; term > smallest; count += 1) above.push((term *= mean / count));
  const terms = [...below.toReversed(), 1, ...above];
  const total = terms.reduce((sum, term) => sum + term, 0);
  let seen = 0;
  return {
    first: mode - below.length,
    cumulative: Float64Array.from(terms, (term) => (seen += term) / total),
  };
}
