import { PawlError } from "../../errors.ts";
import { pythonText } from "../python-text.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "../value.ts";

/** How mappings become arguments: the section `parsing` of DVC's configuration. */
export interface ParsingOptions {
  /** `store_true` (default): false leaves nothing. `boolean_optional`: false is `--no-name`. */
  readonly bool?: "store_true" | "boolean_optional";
  /** `nargs` (default): `--name a b`. `append`: `--name a --name b`. */
  readonly list?: "nargs" | "append";
}

/**
 * A mapping as arguments of a command: `--name value`, nested mappings by dotted names, text quoted for the shell.
 *
 * @returns `""` for an empty mapping.
 * @throws PawlError `dvc.invalid` for a list in a list.
 * @example
 * commandArguments(new Map([["lr", { kind: "float", text: "0.1" }]]), {}); // "--lr 0.1"
 */
export function commandArguments(map: ValueMap, options: ParsingOptions): string {
  return flatten(map, "")
    .flatMap(([name, value]) => argument(name, value, options))
    .join(" ");
}

function flatten(map: ValueMap, prefix: string): readonly (readonly [string, Value])[] {
  return [...map].flatMap(([key, value]) =>
    isValueMap(value) ? flatten(value, `${prefix}${key}.`) : [[prefix + key, value] as const],
  );
}

function argument(name: string, value: Value, options: ParsingOptions): readonly string[] {
  if (value === true) return [`--${name}`];
  if (value === false) return options.bool === "boolean_optional" ? [`--no-${name}`] : [];
  if (!isValueList(value)) return [`--${name} ${word(value)}`];
  const words = value.map((item) => {
    if (!isValueList(item) && !isValueMap(item)) return word(item);
    throw new PawlError("dvc.invalid", {
      message: `${name} is a list of lists or mappings, which no argument can be`,
    });
  });
  if (options.list === "append") return words.map((one) => `--${name} ${one}`);
  return words.length === 0 ? [] : [`--${name} ${words.join(" ")}`];
}

function word(value: Value): string {
  return typeof value === "string" ? quote(value) : pythonText(value);
}

/** Text quoted as Python's `shlex.quote` does. */
function quote(text: string): string {
  if (text !== "" && !/[^\w@%+=:,./-]/.test(text)) return text;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
