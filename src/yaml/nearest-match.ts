/**
 * The candidate with the fewest edits (insert, delete, replace, swap of neighbours) from `word`.
 *
 * @returns `undefined` when none is nearer than a third of the word's length, at least 2 edits. Ties: the first.
 */
export function nearestMatch(word: string, candidates: Iterable<string>): string | undefined {
  const short = word.slice(0, 64);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(short.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(short.toLowerCase(), candidate.slice(0, 64).toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
