/** A seeded source of random numbers. The same seed gives the same sequence on every machine. */
export interface Random {
  /** A whole number from 0 to 2³² − 1, each equally likely. */
  nextUint32(): number;
  /** A number in [0, 1) with 32 random bits. */
  nextFloat(): number;
  /** A whole number from 0 to `bound` − 1; `bound` from 1 to 2²¹ (the bias is below `bound` / 2³²). */
  nextBelow(bound: number): number;
}

/**
 * xoshiro128** 1.1, its state filled by SplitMix32 from the seed.
 *
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021), generator
 * xoshiro128**; G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix,
 * here in 32 bits with the finalizer of MurmurHash3).
 *
 * @param seed whole number, 0 to 2⁵³ − 1.
 * @example
 * const random = createRandom(7);
 * random.nextBelow(6);
 */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = seedState(seed);
  function nextUint32(): number {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }
  return {
    nextUint32,
    nextFloat: () => nextUint32() / 2 ** 32,
    nextBelow: (bound) => Math.floor((nextUint32() * bound) / 2 ** 32),
  };
}

function seedState(seed: number): [number, number, number, number] {
  const next = splitMix32(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
  return [next(), next(), next(), next()];
}

function splitMix32(low: number, high: number): () => number {
  let state = (low ^ Math.imul(high, 0x85ebca6b)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}
