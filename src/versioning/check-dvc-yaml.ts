import { checkPart, problemAt } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { DocumentPlaces, Path } from "../yaml/read-document.ts";
import { dvcYamlSchemas } from "./dvc-yaml-schema.ts";
import { isUsualStage } from "./usual-stage.ts";
import { isValueList, isValueMap, toPlainData, type Value, type ValueMap } from "./value.ts";

/** Everything that is wrong with the form of a dvc.yaml before its templates are resolved, as DVC checks it. */
export function checkDvcYaml(document: DocumentPlaces, value: ValueMap): readonly Problem[] {
  const stages = value.get("stages");
  const sections = new Map(value);
  if (isValueMap(stages)) {
    // Each stage is checked below.
    sections.set(
      "stages",
      new Map([...stages].map(([name, stage]) => [name, isValueMap(stage) ? new Map() : stage])),
    );
  }
  return [
    ...keyProblems(document, value, []),
    ...checkSections(document, sections),
    ...(isValueMap(stages) ? [...stages].flatMap(([name, stage]) => checkStage(document, name, stage)) : []),
  ];
}

function checkSections(document: DocumentPlaces, sections: ValueMap): readonly Problem[] {
  const isUsual = [...sections].every(([name, value]) => name === "stages" && hasOnlyMaps(value));
  if (isUsual) return [];
  return checkPart(document, { at: [], data: toPlainData(sections) }, dvcYamlSchemas().file);
}

function hasOnlyMaps(value: Value): boolean {
  return isValueMap(value) && value.plainKeys === undefined && [...value.values()].every(isValueMap);
}

function checkStage(document: DocumentPlaces, name: string, stage: Value): readonly Problem[] {
  if (!isValueMap(stage) || isUsualStage(stage)) return [];
  const isGroup = stage.has("foreach") || stage.has("do");
  const part = { at: ["stages", name], data: toPlainData(stage) };
  return checkPart(document, part, isGroup ? dvcYamlSchemas().group : dvcYamlSchemas().stage);
}

/** Keys whose values may be anything. */
const free = new Set(["vars", "meta", "foreach", "datasets"]);

function keyProblems(document: DocumentPlaces, value: Value, at: Path): readonly Problem[] {
  if (isValueList(value)) return value.flatMap((item, index) => keyProblems(document, item, [...at, index]));
  if (!isValueMap(value)) return [];
  const own = [...(value.plainKeys ?? [])].map((key) => ({
    ...problemAt(document, [...at, key], {
      message: "is a key that is no text",
      found: key,
      allowed: "text (quote it)",
    }),
    ...document.locate([...at, key], "key"),
  }));
  const isFree = (key: string): boolean => free.has(key) && at.at(-1) !== "stages";
  return [
    ...own,
    ...[...value].flatMap(([key, item]) => (isFree(key) ? [] : keyProblems(document, item, [...at, key]))),
  ];
}
