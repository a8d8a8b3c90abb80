import type { Command, CommandArgument, CommandOption, Grammar } from "./command.ts";

/** The usage line of a command, after `/ml `: `promote [model] [--to environment]`. */
export function usageOf(command: Pick<Command, "name" | "arguments" | "options">): string {
  const words = [
    command.name,
    ...(command.arguments ?? []).map(argumentUsage),
    ...(command.options ?? []).map(optionUsage),
  ];
  return words.join(" ");
}

function argumentUsage({ name, grammar, isRequired }: CommandArgument): string {
  const shown = "values" in grammar ? grammar.values.join("|") : name;
  return isRequired === true ? `<${shown}>` : `[${shown}]`;
}

function optionUsage({ name, value, isRequired, isRepeatable }: CommandOption): string {
  const shown = value === undefined ? "" : ` ${valueUsage(value)}`;
  const more = isRepeatable === true ? "…" : "";
  return isRequired === true ? `--${name}${shown}` : `[--${name}${shown}]${more}`;
}

function valueUsage({ name, grammar }: { readonly name: string; readonly grammar: Grammar }): string {
  return "values" in grammar ? grammar.values.join("|") : name;
}

/** What a value must be, in words: after "must be". */
export function describeGrammar(grammar: Grammar): string {
  return "values" in grammar ? `one of ${grammar.values.join(", ")}` : grammar.says;
}
