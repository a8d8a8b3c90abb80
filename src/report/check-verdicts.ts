/** The words that the headline of a report has for a verdict, see `planHeadline`. */
const words =
  /^(?:[\d,]{1,9} of [\d,]{1,9} gates? failed|not enough evidence for [\d,]{1,9} of [\d,]{1,9} gates?|(?:first model, )?(?:no gates|[\d,]{1,9} gates? passed(?:, [\d,]{1,9} by override)?))$/;

/** Summaries of our checks are shorter. */
const longest = 70_000;

/**
 * What the summary of our check `ml/metrics` says of each model, in words: `1 of 5 gates failed`. Only words that Pawl itself writes
 * count, whatever else stands there.
 *
 * @param models names of the policy's grammar; one that has no headline is left out.
 */
export function readVerdicts(summary: string, models: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of summary.slice(0, longest).split("\n")) {
    if (!line.startsWith("### ")) continue;
    const [headline = ""] = line.split(" · ", 1);
    const at = headline.indexOf(": ");
    const name = headline.slice(headline.indexOf(" ", 4) + 1, at).replaceAll("\\", "");
    const verdict = headline.slice(at + 2).trim();
    if (at > 0 && models.includes(name) && words.test(verdict) && !found.has(name)) found.set(name, verdict);
  }
  return found;
}
