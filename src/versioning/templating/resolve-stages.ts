import { PawlError } from "../../errors.ts";
import type { Path } from "../../yaml/read-document.ts";
import type { ResolvedStage } from "../build-stage.ts";
import { joinPath } from "../repository-path.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "../value.ts";
import type { ParsingOptions } from "./command-arguments.ts";
import { type Context, withScope } from "./context.ts";
import { expandForeach, expandMatrix, type GroupMember } from "./expand-group.ts";
import { checkExpressions, hasExpression, interpolate, valueText } from "./interpolate.ts";
import { withVars } from "./load-vars.ts";

/** What resolving the stages of one dvc.yaml needs. */
export interface StageResolution {
  readonly context: Context;
  /** The folder of the dvc.yaml, relative to the repository. */
  readonly directory: string;
  readonly readText: (path: string) => Promise<string | undefined>;
  readonly parsing: ParsingOptions;
  /** Called with everything that is wrong; what it is about is left out of the result. */
  readonly report: (at: Path, message: string) => void;
}

/**
 * The stages with their groups written out and every `${}` resolved, in DVC's order.
 *
 * @param stages as dvc.yaml has them, their form checked.
 */
export async function resolveStages(
  stages: ValueMap,
  resolution: StageResolution,
): Promise<readonly ResolvedStage[]> {
  const resolved: ResolvedStage[] = [];
  for (const [name, definition] of stages) {
    const at = ["stages", name];
    if (name === "") {
      resolution.report(at, "a stage needs a name");
    } else if (name.includes("@")) {
      resolution.report(at, "a stage cannot have this name: @ stands between a group and its key");
    } else if (isValueMap(definition)) {
      resolved.push(...(await resolveDefinition(name, definition, resolution)));
    }
  }
  return resolved;
}

async function resolveDefinition(
  name: string,
  definition: ValueMap,
  resolution: StageResolution,
): Promise<readonly ResolvedStage[]> {
  const at = ["stages", name];
  const [foreach, body] = [definition.get("foreach"), definition.get("do")];
  if (foreach !== undefined && isValueMap(body)) {
    const expand = (): readonly GroupMember[] => expandForeach(foreach, resolution.context);
    return resolveGroup(
      { name, fields: body, at: [...at, "do"], expand, source: [...at, "foreach"] },
      resolution,
    );
  }
  const matrix = definition.get("matrix");
  if (matrix !== undefined) {
    const fields = without(definition, "matrix");
    const expand = (): readonly GroupMember[] => expandMatrix(matrix, resolution.context);
    return resolveGroup({ name, fields, at, expand, source: [...at, "matrix"] }, resolution);
  }
  const stage = { name, at, fields: definition };
  return checkSyntax(stage, resolution) ? resolveStage(stage, resolution) : [];
}

interface Group {
  readonly name: string;
  readonly fields: ValueMap;
  readonly at: Path;
  readonly source: Path;
  readonly expand: () => readonly GroupMember[];
}

async function resolveGroup(group: Group, resolution: StageResolution): Promise<readonly ResolvedStage[]> {
  const { name, fields, at, source } = group;
  const members = attempt(group.expand, (message) => resolution.report(source, message));
  if (members === undefined || !checkSyntax({ name, at, fields }, resolution)) return [];
  const resolved: ResolvedStage[] = [];
  for (const { key, scope } of members) {
    const member = `${name}@${key}`;
    if (key === "" || key.includes("@")) {
      const reason = key === "" ? "the key is empty" : "@ stands between a group and its key";
      resolution.report(source, `${member} cannot be the name of a stage: ${reason}`);
      continue;
    }
    const fail = (message: string): void => resolution.report(source, `${member}: ${message}`);
    const context = attempt(() => withScope(resolution.context, scope, member), fail);
    if (context === undefined) continue;
    resolved.push(
      ...(await resolveStage({ name: member, group: name, at, fields }, { ...resolution, context })),
    );
  }
  return resolved;
}

/** Malformed expressions are found once for all stages of a group. */
function checkSyntax({ at, fields }: ResolvedStage, { report }: StageResolution): boolean {
  let isGood = true;
  for (const [field, value] of fields) {
    attempt(
      () => checkExpressions(value),
      (message) => {
        isGood = false;
        report([...at, field], message);
      },
    );
  }
  return isGood;
}

async function resolveStage(
  stage: ResolvedStage,
  resolution: StageResolution,
): Promise<readonly ResolvedStage[]> {
  let isGood = true;
  const prefix = stage.group === undefined ? "" : `${stage.name}: `;
  const report = (at: Path, message: string): void => {
    isGood = false;
    resolution.report([...stage.at, ...at], prefix + message);
  };
  const context = await stageContext(stage, { ...resolution, report });
  if (context === undefined) return [];
  const fields = new Map<string, Value>();
  for (const [field, value] of without(stage.fields, "vars")) {
    const site = { context, field, parsing: resolution.parsing };
    const resolved = attempt(
      () => interpolate(value, site),
      (message) => report([field], message),
    );
    if (resolved !== undefined) fields.set(field, resolved);
  }
  return isGood ? [{ ...stage, fields }] : [];
}

/** The context with the stage's own `vars`, whose files are found from its working directory. */
async function stageContext(stage: ResolvedStage, resolution: StageResolution): Promise<Context | undefined> {
  const vars = stage.fields.get("vars");
  if (!isValueList(vars) || vars.length === 0) return resolution.context;
  const { report, directory, readText } = resolution;
  const written = stage.fields.get("wdir") ?? "";
  const wdir = attempt(
    () => valueText(interpolate(written, { context: resolution.context }), {}),
    (message) => report(["wdir"], message),
  );
  if (wdir === undefined) return undefined;
  const source = { directory: joinPath(directory, wdir) ?? directory, readText };
  let { context } = resolution;
  for (const [index, item] of vars.entries()) {
    const at = ["vars", index];
    if (hasExpression(item)) {
      report(at, "templates are not resolved in vars");
      return undefined;
    }
    const name = `${stage.name}.vars[${index}]`;
    const next = await attemptAsync(
      () => withVars(context, item, name, source),
      (message) => report(at, message),
    );
    if (next === undefined) return undefined;
    context = next;
  }
  return context;
}

function without(map: ValueMap, key: string): ValueMap {
  return map.has(key) ? new Map([...map].filter(([name]) => name !== key)) : map;
}

/** The result; `undefined` after a refusal, whose message is handed on. */
export function attempt<T>(work: () => T, fail: (message: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    fail(error.message);
    return undefined;
  }
}

/** As {@link attempt}. */
export async function attemptAsync<T>(
  work: () => Promise<T>,
  fail: (message: string) => void,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    fail(error.message);
    return undefined;
  }
}
