import { describeGrammar, usageOf } from "../commands/usage.ts";
import type { Command } from "../commands/command.ts";
import { findRefusal, type UseFacts } from "../commands/may-use.ts";
import { escapeText } from "../../src/report/escape.ts";

/** What help shows of a command. */
export type HelpEntry = Omit<Command, "handle">;

/** Help for one person in one place: a table of all commands, or everything about one. */
export function renderHelp(entries: readonly Command[], facts: UseFacts): string {
  const [only, ...others] = entries;
  return only !== undefined && others.length === 0 ? renderOne(only, facts) : renderAll(entries, facts);
}

function renderAll(entries: readonly Command[], facts: UseFacts): string {
  const { asker } = facts;
  const rows = entries.map((entry) => {
    const refused = findRefusal(entry, facts);
    const mark = refused === undefined ? "✅" : `❌ \`${refused.reasonCode}\``;
    const cells = [code(`/ml ${usageOf(entry)}`), entry.description, needs(entry), mark];
    // In a table a bar ends the cell, in code too.
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [
    `Commands for ${escapeText(asker.login)} (${asker.role}) here:`,
    "",
    "| Command | Does | Needs | You, here |",
    "|---|---|---|---|",
    ...rows,
    "",
    "Each stands alone on a line, at most five in a comment. `/ml help <command>` shows one with its options and examples.",
  ].join("\n");
}

function renderOne(entry: Command, facts: UseFacts): string {
  const refused = findRefusal(entry, facts);
  const may =
    refused === undefined ? "You may use it here." : `Not for you here: ${escapeText(refused.reason, 300)}.`;
  return [
    `${code(`/ml ${usageOf(entry)}`)}: ${entry.description}`,
    "",
    ...describeWords(entry),
    `- Needs: ${needs(entry)}. ${may}`,
    `- Counts on: ${describePlaces(entry)}.`,
    "",
    "```",
    ...entry.examples,
    "```",
  ].join("\n");
}

/** Arguments and options as a list. */
export function describeWords({ arguments: args = [], options = [] }: HelpEntry): readonly string[] {
  return [
    ...args.map((one) => `- ${code(one.name)}: ${one.description} Must be ${describeGrammar(one.grammar)}.`),
    ...options.map(({ name, description, value }) => {
      const must = value === undefined ? "" : ` Must be ${describeGrammar(value.grammar)}.`;
      return `- ${code(`--${name}${value === undefined ? "" : ` ${value.name}`}`)}: ${description}${must}`;
    }),
  ];
}

/** Who may use a command, in words. */
export function needs({ permission, special = [], excludesAuthor, alsoNeeds }: HelpEntry): string {
  const more = special.map(
    (use) =>
      `${use.permission} for ${code(use.use)}${use.excludesAuthor === true ? ", not the author of the pull request" : ""}`,
  );
  const notAuthor = excludesAuthor === true ? ["not the author of the pull request"] : [];
  return [permission, ...more, ...notAuthor, ...(alsoNeeds === undefined ? [] : [alsoNeeds])].join("; ");
}

/** Where a command counts, in words. */
export function describePlaces({ places }: Pick<HelpEntry, "places">): string {
  const { on, pull, fork } = places;
  const states = pull === undefined ? "" : ` (${pull.join(", ")})`;
  const forks = fork === undefined ? "" : ", from forks only";
  return on.map((place) => (place === "pull request" ? `pull request${states}${forks}` : place)).join(", ");
}

function code(text: string): string {
  return `\`${text}\``;
}
