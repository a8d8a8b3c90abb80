/**
 * All subsets of some players, by the bits of their index: the empty one first, all players last.
 *
 * @param players at most 10; doubled ones count once.
 * @returns 2^k subsets of k players, each in the order of `players`.
 */
export function subsetsOf<Player>(players: readonly Player[]): readonly (readonly Player[])[] {
  const unique = [...new Set(players)];
  return Array.from({ length: 2 ** unique.length }, (_, bits) =>
    unique.filter((_player, at) => (bits & (1 << at)) !== 0),
  );
}

/**
 * The share of each player in what all of them reach over what none reaches: the mean, over all orders in which they can
 * join, of what a player adds when it joins. The shares sum to the value of all players minus that of none, a player that
 * never changes a value has the share 0, and players that always add the same have the same share.
 *
 * Source: L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II (1953), equation 12.
 *
 * @param values of {@link subsetsOf} `players`, in its order, in the unit of the result; 2^k for k players.
 * @returns one share a player, in the order of `players`; `[]` for no player. NaN and infinities go through.
 *
 * @example
 * shapleyShares(["code", "data"], [0.7, 0.8, 0.7, 0.9]); // [0.15, 0.05]
 */
export function shapleyShares(players: readonly unknown[], values: readonly number[]): readonly number[] {
  const count = new Set(players).size;
  if (values.length !== 2 ** count) throw new RangeError(`${values.length} values for ${count} players`);
  return Array.from({ length: count }, (_, player) => {
    const bit = 1 << player;
    const sum = values.reduce((total, value, bits) => {
      if ((bits & bit) !== 0) return total;
      const added = (values[bits | bit] ?? Number.NaN) - value;
      return total + ordersWith(sizeOf(bits), count) * added;
    }, 0);
    // Divided at the end: whole numbers stay whole.
    return sum / factorial(count);
  });
}

/** In how many orders exactly the `size` players of a subset come before a player: size! (n − size − 1)! */
function ordersWith(size: number, count: number): number {
  return factorial(size) * factorial(count - size - 1);
}

function factorial(of: number): number {
  return of < 2 ? 1 : of * factorial(of - 1);
}

function sizeOf(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + sizeOf(bits >> 1);
}
