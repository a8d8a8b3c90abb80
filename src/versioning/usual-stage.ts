import { isValueList, type Value, type ValueMap } from "./value.ts";

/**
 * Whether a stage surely has the form that its schema wants: a command, and lists of texts. Most stages have, and building
 * the schema takes longer than all else that is done with a small pipeline.
 *
 * @returns false for any other stage, right or wrong: the schema tells.
 */
export function isUsualStage(stage: ValueMap): boolean {
  return stage.has("cmd") && stage.plainKeys === undefined && [...stage].every(isUsualField);
}

function isUsualField([name, value]: readonly [string, Value]): boolean {
  if (name === "cmd") return typeof value === "string" || isTexts(value);
  if (name === "wdir" || name === "desc") return typeof value === "string";
  if (name === "frozen" || name === "always_changed") return typeof value === "boolean";
  return ["deps", "params", "outs", "metrics", "plots"].includes(name) && isTexts(value);
}

function isTexts(value: Value): boolean {
  return isValueList(value) && value.every((item) => typeof item === "string");
}
