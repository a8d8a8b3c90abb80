import { type Command, InvalidArgumentError, Option } from "commander";
import type { FileChanges } from "../app/reports/compare-revisions.ts";
import { type ChangesLayout, renderChanges } from "../report/value-tables.ts";
import { changesAsValues } from "../report/report-values.ts";
import { exactJson } from "../versioning/exact-json.ts";

/** Options that the commands about metrics and params share. */
export interface ChangesOptions {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly all?: boolean;
  readonly path: boolean;
  readonly targets?: readonly string[];
  readonly precision?: number;
}

/** Decimals of numbers in tables; 0 means the default of 5, as in DVC. */
export function parsePrecision(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 40) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 0 to 40.");
}

/** Adds what every comparison of two revisions has. @param targets what `--targets` names */
export function addDiffOptions(diff: Command, targets: string): Command {
  return diff
    .argument("[a]", "old revision", "HEAD")
    .argument("[b]", "new revision", "workspace")
    .option("--targets <paths...>", targets)
    .option("--all", "with what did not change")
    .option("--md", "a Markdown table")
    .option("--no-path", "without the column of paths");
}

/** Prints what could not be read on standard error, then the changes. */
export function printChanges(
  changes: FileChanges,
  options: ChangesOptions,
  layout: Pick<ChangesLayout, "title" | "a" | "b" | "precision" | "hasChange">,
): void {
  warn(changes.warnings);
  if (options.json === true) {
    console.log(exactJson(changesAsValues(changes.files)));
    return;
  }
  const format = options.md === true ? "markdown" : "plain";
  const table = renderChanges(changes.files, { ...layout, format, hasPath: options.path });
  if (table !== "") console.log(table);
}

/** Prints warnings of a report on standard error. */
export function warn(warnings: readonly string[]): void {
  for (const line of warnings) console.error(`pawl: ${line}`);
}

/** An option that takes one of a few words. */
export function choiceOption(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words);
}
