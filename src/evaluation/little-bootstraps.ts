import { createPoissonSampler, type PoissonSampler } from "../math/poisson.ts";
import { createRandom, type Random } from "../math/random.ts";
import type { Statistic } from "./sample.ts";

const subsets = 20;
const leastRows = 2000;
const exponent = 0.7;

/** Statistics to resample together on subsets of the rows. */
export interface LittleBootstrapsRequest {
  /** Prepares the statistics on a subset: row indices, ascending, and the weight that each of them has on average. */
  readonly prepare: (rows: Uint32Array, expected: Float64Array) => readonly Statistic[];
  /** Shape (rows,), 0 or more. */
  readonly weights: Float64Array;
  /** Shape (rows,): class of each row, so that subsets keep rare classes; `undefined` for one kind of rows. */
  readonly strata: Float64Array | undefined;
  /** 100 to 10,000; shared by the subsets. */
  readonly resamples: number;
  readonly seed: number;
}

/** How many rows each subset has, of this many: the greater of 2,000 and rows^0.7. */
export function subsetRows(rows: number): number {
  return Math.min(rows, Math.max(leastRows, Math.ceil(rows ** exponent)));
}

/**
 * The bag of little bootstraps: twenty random subsets of the rows are each resampled to the size of the whole, so that a
 * statistic varies as it does on all rows at the cost of a subset. What is returned is how each draw differs from the
 * statistic on its subset, over all subsets.
 *
 * Counts are independent Poisson numbers (of mean rows / subset's rows, by class) instead of multinomial ones; statistics
 * do not depend on the total weight, so that for these many rows it is the same. Half of a subset is divided among the
 * classes evenly and half by their rows; a class with fewer rows than its part is in every subset as a whole.
 *
 * Source: A. Kleiner, A. Talwalkar, P. Sarkar, M. Jordan, "A scalable bootstrap for massive data", JRSS B 76 (2014);
 * Poisson counts: J. Hanley, B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies",
 * Computer Methods and Programs in Biomedicine 83 (2006).
 *
 * @returns one array of shape (resamples,) a statistic; NaN where a draw or its subset leaves it undefined.
 */
export function littleBootstraps(request: LittleBootstrapsRequest): readonly Float64Array[] {
  const { resamples } = request;
  const random = createRandom(request.seed);
  const strata = toStrata(request.strata, request.weights.length);
  const values: Float64Array[] = [];
  for (let subset = 0; subset < subsets; subset += 1) {
    const from = Math.floor((subset * resamples) / subsets);
    const to = Math.floor(((subset + 1) * resamples) / subsets);
    drawSubset({ ...request, random, strata }, { from, to }, values);
  }
  return values;
}

/** Rows of one class. */
interface Stratum {
  /** In an order that is shuffled as subsets are taken from it. */
  readonly rows: Uint32Array;
  /** How many of them a subset takes. */
  readonly taken: number;
  readonly counts: PoissonSampler;
}

function toStrata(classes: Float64Array | undefined, rows: number): readonly Stratum[] {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const group = groups.get(classes?.[row] ?? 0);
    if (group === undefined) groups.set(classes?.[row] ?? 0, [row]);
    else group.push(row);
  }
  const size = subsetRows(rows);
  return [...groups.values()].map((group) => {
    const part = size / 2 / groups.size + ((size / 2) * group.length) / rows;
    const taken = Math.min(group.length, Math.ceil(part));
    return { rows: Uint32Array.from(group), taken, counts: createPoissonSampler(group.length / taken) };
  });
}

interface SubsetContext extends Omit<LittleBootstrapsRequest, "strata"> {
  readonly random: Random;
  readonly strata: readonly Stratum[];
}

function drawSubset(
  context: SubsetContext,
  { from, to }: { readonly from: number; readonly to: number },
  values: Float64Array[],
): void {
  const { random, resamples } = context;
  const { rows, samplers, expected } = takeSubset(context);
  const statistics = context.prepare(rows, expected);
  const centres = statistics.map((statistic) => statistic(expected));
  const drawn = new Float64Array(rows.length);
  for (let resample = from; resample < to; resample += 1) {
    for (let index = 0; index < rows.length; index += 1) {
      const count = samplers[index]?.next(random) ?? 0;
      drawn[index] = count * (context.weights[rows[index] ?? 0] ?? 0);
    }
    statistics.forEach((statistic, index) => {
      values[index] ??= new Float64Array(resamples);
      values[index].set([statistic(drawn) - (centres[index] ?? Number.NaN)], resample);
    });
  }
}

/** A subset with the sampler of each row and the weight that each row has on average. */
interface Subset {
  readonly rows: Uint32Array;
  readonly samplers: readonly PoissonSampler[];
  readonly expected: Float64Array;
}

function takeSubset({ strata, random, weights }: SubsetContext): Subset {
  const members = strata.flatMap((stratum) => {
    const chosen = chooseFirst(stratum, random);
    const mean = stratum.rows.length / stratum.taken;
    return Array.from(chosen, (row) => ({ row, mean, sampler: stratum.counts }));
  });
  members.sort((a, b) => a.row - b.row);
  return {
    rows: Uint32Array.from(members, ({ row }) => row),
    samplers: members.map(({ sampler }) => sampler),
    expected: Float64Array.from(members, ({ row, mean }) => mean * (weights[row] ?? 0)),
  };
}

/** Shuffles the first places of a stratum; each set of rows is equally likely. */
function chooseFirst({ rows, taken }: Stratum, random: Random): Uint32Array {
  for (let position = 0; position < taken; position += 1) {
    const other = position + Math.floor(random.nextFloat() * (rows.length - position));
    const kept = rows[position] ?? 0;
    rows[position] = rows[other] ?? 0;
    rows[other] = kept;
  }
  return rows.subarray(0, taken);
}
