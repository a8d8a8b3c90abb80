import { nearestMatch } from "../../src/yaml/nearest-match.ts";
import type { CommandLine } from "../parse-commands.ts";
import type { Command, CommandOption, Grammar, ParsedCommand } from "./command.ts";
import { describeGrammar, usageOf } from "./usage.ts";

/** Why a line is not a use of its command. */
export interface UsageProblem {
  /** One sentence without its end; words of the line in it are not escaped. */
  readonly problem: string;
  readonly usage: string;
}

/** Reads the words of a line by the record of its command: unknown options, missing and odd values are told. */
export function readCommand(record: Command, line: CommandLine): ParsedCommand | UsageProblem {
  const fail = (problem: string): UsageProblem => ({ problem, usage: usageOf(record) });
  if (line.problem !== undefined) return fail(line.problem);
  const read = { args: [] as string[], options: new Map<string, string[]>() };
  for (let at = 0; at < line.words.length; at += 1) {
    const word = line.words[at] ?? "";
    if (!isOption(word)) {
      read.args.push(word);
      continue;
    }
    const [name, inline] = splitOption(word);
    const option = record.options?.find((entry) => entry.name === name);
    if (option === undefined) return fail(unknownOption(name, record));
    const taken = takeValue(option, inline, line.words[at + 1]);
    if ("problem" in taken) return fail(taken.problem);
    at += taken.skipped;
    read.options.set(option.name, [...(read.options.get(option.name) ?? []), taken.value]);
  }
  const problem = checkArguments(record, read.args) ?? checkOptions(record, read.options);
  return problem === undefined ? toCommand(record, line, read) : fail(problem);
}

/** `-` and `--` begin options; an em dash is what some keyboards make of two hyphens. */
function isOption(word: string): boolean {
  return /^(?:--|—)[A-Za-z]/.test(word);
}

function splitOption(word: string): readonly [string, string | undefined] {
  const text = word.replace(/^(?:--|—)/, "");
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function unknownOption(name: string, record: Command): string {
  const known = (record.options ?? []).map((option) => option.name);
  const nearest = nearestMatch(name, known);
  const shown = `there is no option --${name.slice(0, 40)}`;
  if (nearest !== undefined) return `${shown}; did you mean --${nearest}?`;
  return known.length === 0
    ? `${shown}; /ml ${record.name} has none`
    : `${shown}; there are --${known.join(", --")}`;
}

type Taken = { readonly value: string; readonly skipped: 0 | 1 } | { readonly problem: string };

function takeValue(option: CommandOption, inline: string | undefined, next: string | undefined): Taken {
  const { name, value } = option;
  if (value === undefined) {
    return inline === undefined ? { value: "true", skipped: 0 } : { problem: `--${name} takes no value` };
  }
  const given = inline ?? (next === undefined || isOption(next) ? undefined : next);
  if (given === undefined) return { problem: `--${name} needs ${describeGrammar(value.grammar)} after it` };
  const problem = checkValue(`--${name}`, given, value.grammar);
  return problem === undefined ? { value: given, skipped: inline === undefined ? 1 : 0 } : { problem };
}

function checkValue(what: string, given: string, grammar: Grammar): string | undefined {
  const isMet = "values" in grammar ? grammar.values.includes(given) : grammar.pattern.test(given);
  if (isMet) return undefined;
  const nearest = "values" in grammar ? nearestMatch(given, grammar.values) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  return `${what} must be ${describeGrammar(grammar)}, not “${given.slice(0, 60)}”${hint}`;
}

function checkArguments(record: Command, args: readonly string[]): string | undefined {
  const expected = record.arguments ?? [];
  for (const [index, argument] of expected.entries()) {
    const given = args[index];
    if (given === undefined) {
      if (argument.isRequired !== true) continue;
      return `${argument.name} is missing: ${describeGrammar(argument.grammar)}`;
    }
    const problem = checkValue(argument.name, given, argument.grammar);
    if (problem !== undefined) return problem;
  }
  const extra = args[expected.length];
  return extra === undefined ? undefined : `“${extra.slice(0, 60)}” is one word too many`;
}

function checkOptions(record: Command, options: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const { name, isRequired, isRepeatable } of record.options ?? []) {
    const count = options.get(name)?.length ?? 0;
    if (isRequired === true && count === 0) return `--${name} is required`;
    if (isRepeatable !== true && count > 1) return `--${name} is given ${count} times`;
  }
  return undefined;
}

function toCommand(
  record: Command,
  { line }: CommandLine,
  {
    args,
    options,
  }: { readonly args: readonly string[]; readonly options: ReadonlyMap<string, readonly string[]> },
): ParsedCommand {
  const single: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  for (const { name, isRepeatable } of record.options ?? []) {
    const values = options.get(name) ?? [];
    if (isRepeatable === true) lists[name] = values;
    else if (values[0] !== undefined) single[name] = values[0];
  }
  return { name: record.name, args, options: single, lists, line };
}
