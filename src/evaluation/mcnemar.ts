import { erfc } from "../math/normal.ts";
import type { Flips } from "./report-sections-schema.ts";

/** Fewer discordant rows than this are tested exactly. */
const exactBelow = 25;

/**
 * McNemar's two-sided test of whether two models are right equally often on the same rows. Fewer than 25 rows on which
 * one is right and the other wrong are tested by the exact binomial distribution, more by χ² with Edwards' continuity
 * correction; equal counts give 1, as in R's `mcnemar.test`.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947); A. Edwards, Psychometrika 13 (1948); A. Agresti, "Categorical data
 * analysis" (2013), section 11.1 (exact).
 *
 * @param fixed rows that only the challenger has right.
 * @param broken rows that only the champion has right.
 * @returns p-value 1 without such rows.
 */
export function mcnemarTest(fixed: number, broken: number): Flips["test"] {
  const discordant = fixed + broken;
  if (discordant < exactBelow) {
    return {
      name: "mcnemar exact",
      pValue: Math.min(1, 2 * binomialTail(Math.min(fixed, broken), discordant)),
    };
  }
  if (fixed === broken) return { name: "mcnemar", pValue: 1 };
  const statistic = (Math.abs(fixed - broken) - 1) ** 2 / discordant;
  return { name: "mcnemar", pValue: erfc(Math.sqrt(statistic / 2)) };
}

/** The chance of at most `most` heads in `throws` throws of a fair coin; exact for fewer than 50 throws. */
function binomialTail(most: number, throws: number): number {
  let ways = 1;
  let sum = 1;
  for (let heads = 1; heads <= most; heads += 1) {
    ways = (ways * (throws - heads + 1)) / heads;
    sum += ways;
  }
  return sum / 2 ** throws;
}
