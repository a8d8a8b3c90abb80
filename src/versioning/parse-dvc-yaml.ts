import { problemAt } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { DocumentPlaces, Path } from "../yaml/read-document.ts";
import { buildStage, type ResolvedStage } from "./build-stage.ts";
import { checkDvcYaml } from "./check-dvc-yaml.ts";
import { type PipelineDefinitions, readDefinitions } from "./pipeline-definitions.ts";
import { readValueDocument } from "./read-values.ts";
import { joinPath } from "./repository-path.ts";
import type { Pipeline } from "./stage.ts";
import type { ParsingOptions } from "./templating/command-arguments.ts";
import { type Context, createContext } from "./templating/context.ts";
import { checkExpressions, hasExpression, interpolate } from "./templating/interpolate.ts";
import { withDefaultParams, withVars } from "./templating/load-vars.ts";
import { attempt, attemptAsync, resolveStages } from "./templating/resolve-stages.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";

const maxLength = 1024 * 1024;

/** Where the text of a dvc.yaml is from. */
export interface PipelineSource {
  /** Relative to the repository. */
  readonly file: string;
  /** Reads parameter files, relative to the repository; `undefined` when one is not there. */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** The section `parsing` of DVC's configuration. Default: DVC's. */
  readonly parsing?: ParsingOptions;
}

/** The pipeline, or everything that is wrong with its file. */
export type ParsedPipeline =
  | {
      readonly pipeline: Pipeline;
      readonly definitions: PipelineDefinitions;
      /** The stages by name as DVC resolves them, before their paths are. */
      readonly resolved: ValueMap;
      readonly problems?: never;
    }
  | {
      readonly pipeline?: never;
      readonly definitions?: never;
      readonly resolved?: never;
      readonly problems: readonly Problem[];
    };

/**
 * Reads the text of one dvc.yaml with its templates, as DVC does. Whether its stages fit together with those of others,
 * `checkGraph` says.
 *
 * @returns the stages in DVC's order; those of a group are named `group@key`. An empty file has none.
 */
export async function parseDvcYaml(text: string, source: PipelineSource): Promise<ParsedPipeline> {
  const read = readValueDocument(text, { file: source.file, maxLength });
  if (read.problems !== undefined) return { problems: read.problems };
  const { document } = read;
  const value = isNothing(read.value) ? new Map<string, Value>() : read.value;
  if (!isValueMap(value)) {
    return { problems: [problemAt(document, [], { message: "is not allowed", allowed: "a mapping" })] };
  }
  const problems: Problem[] = [...checkDvcYaml(document, value)];
  if (problems.length > 0) return { problems };
  const report = (at: Path, message: string): void =>
    void problems.push(problemAt(document, at, { message }));
  const resolved = await resolve(value, { document, source, report, hasTemplates: hasTemplates(text) });
  const pipeline = resolved.stages.map((stage) => buildStage(stage, document, problems));
  const definitions = readDefinitions(value, { document, resolve: resolved.section, problems });
  if (problems.length > 0) return { problems };
  return {
    pipeline,
    definitions,
    resolved: new Map(resolved.stages.map(({ name, fields }) => [name, fields])),
  };
}

function isNothing(value: Value): boolean {
  const isZero =
    typeof value === "object" && value !== null && "kind" in value && /^-?0(\.0)?$/.test(value.text);
  return (
    value === null || value === false || value === "" || isZero || (isValueList(value) && value.length === 0)
  );
}

/** Without templates no file is read: what DVC would refuse in params.yaml then concerns no stage. */
function hasTemplates(text: string): boolean {
  return text.includes("vars") || text.includes("${");
}

interface ResolveSite {
  readonly document: DocumentPlaces;
  readonly source: PipelineSource;
  readonly report: (at: Path, message: string) => void;
  readonly hasTemplates: boolean;
}

async function resolve(
  value: ValueMap,
  site: ResolveSite,
): Promise<{
  readonly stages: readonly ResolvedStage[];
  readonly section: (value: Value, at: Path) => Value | undefined;
}> {
  const directory = joinPath(site.source.file, "..") ?? "";
  const context = site.hasTemplates ? await loadContext(value, directory, site) : createContext();
  if (context === undefined) return { stages: [], section: () => undefined };
  const stages = value.get("stages");
  const { readText, parsing = {} } = site.source;
  const resolution = { context, directory, readText, parsing, report: site.report };
  return {
    stages: isValueMap(stages) ? await resolveStages(stages, resolution) : [],
    section: (part, at) =>
      attempt(
        () => {
          checkExpressions(part);
          return interpolate(part, { context });
        },
        (message) => site.report(at, message),
      ),
  };
}

async function loadContext(
  value: ValueMap,
  directory: string,
  { source, report }: ResolveSite,
): Promise<Context | undefined> {
  const files = { directory, readText: source.readText };
  const vars = value.get("vars");
  let context = await attemptAsync(
    () => withDefaultParams(createContext(), files),
    (message) => report(["vars"], message),
  );
  for (const [index, item] of (isValueList(vars) ? vars : []).entries()) {
    const before = context;
    if (before === undefined) return undefined;
    const at = ["vars", index];
    if (hasExpression(item)) {
      report(at, "templates are not resolved in vars");
      return undefined;
    }
    context = await attemptAsync(
      () => withVars(before, item, `vars[${index}]`, files),
      (message) => report(at, message),
    );
  }
  return context;
}
