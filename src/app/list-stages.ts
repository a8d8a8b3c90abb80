import { PawlError } from "../errors.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import { readDataFile } from "../versioning/data-file.ts";
import { type ParsedPipeline, parseDvcYaml } from "../versioning/parse-dvc-yaml.ts";
import { addressIn } from "../versioning/pipeline-node.ts";
import { joinPath } from "../versioning/repository-path.ts";
import type { Stage } from "../versioning/stage.ts";
import type { Value, ValueMap } from "../versioning/value.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import { renderProblems } from "../yaml/problem.ts";
import { isPipelineFile, pipelinePath } from "./pipeline/load-pipeline.ts";
import { readParsingOptions } from "./pipeline/parsing-options.ts";

/** Which stages to list. */
export interface ListStagesRequest {
  /** A dvc.yaml or `.dvc` file, a stage or group of dvc.yaml, or `path/dvc.yaml:stage`. Default: dvc.yaml. */
  readonly targets: readonly string[];
  /** What the targets and the addresses are relative to; default the top of the repository. */
  readonly folder?: string;
  /** Every file of the repository, whatever the targets. */
  readonly isAll: boolean;
  /** Targets are folders, taken with everything below. */
  readonly isRecursive: boolean;
  /** With all or recursively: a file that cannot be read ends it; else it is left out and reported. */
  readonly failsFast: boolean;
}

/** A stage in the list. */
export interface ListedStage {
  readonly address: string;
  /** Its `desc`, or what it depends on and makes; one line of at most 80 characters. */
  readonly description: string;
}

/** Stages in DVC's order. */
export interface ListStagesResult {
  readonly stages: readonly ListedStage[];
  /** `{"<path of dvc.yaml>": {"stages": {"<name>": {…}}}}`, as DVC resolves it. */
  readonly resolved: ValueMap;
  /** What is wrong with files that were left out. */
  readonly skipped: readonly string[];
}

/** Stages of one file. */
interface Listing {
  readonly file: string;
  readonly stages: readonly ListedStage[];
  readonly resolved: ValueMap | undefined;
}

/**
 * Lists stages with their templates resolved.
 *
 * @throws PawlError `stage.unknown`, `file.missing`, `dvc.invalid` when a file that was named cannot be read.
 */
export async function listStages(
  request: ListStagesRequest,
  ports: { readonly workspace: RepositoryView },
): Promise<ListStagesResult> {
  const place = { view: ports.workspace, folder: request.folder ?? "" };
  const isWide = request.isAll || request.isRecursive;
  const skipped: string[] = [];
  const listings: Listing[] = [];
  if (isWide) {
    for (const file of await filesBelow(request, ports.workspace)) {
      const listing = await attempt(() => readListing(file, place), request.failsFast ? undefined : skipped);
      if (listing !== undefined) listings.push(listing);
    }
  } else {
    const targets = request.targets.length === 0 ? [pipelinePath] : request.targets;
    for (const target of targets) listings.push(await readTarget(target, place));
  }
  return { ...merge(listings), skipped };
}

async function filesBelow(request: ListStagesRequest, view: RepositoryView): Promise<readonly string[]> {
  const files = (await view.listMetafiles()).filter((file) => isPipelineFile(file) || isDataFile(file));
  if (request.isAll) return files;
  const folders = (request.targets.length === 0 ? ["."] : request.targets).map((target) =>
    joinPath(request.folder ?? "", target),
  );
  return files.filter((file) =>
    folders.some((folder) => folder === "" || file === folder || file.startsWith(`${folder ?? file}/`)),
  );
}

function isDataFile(file: string): boolean {
  return /[^/]\.dvc$/.test(file);
}

/** Where files are read, and the folder that addresses are relative to. */
interface ListingPlace {
  readonly view: RepositoryView;
  readonly folder: string;
}

async function readTarget(target: string, place: ListingPlace): Promise<Listing> {
  const [, before, name] = /^(.*dvc\.yaml):(.+)$/.exec(target) ?? [];
  const file = joinPath(place.folder, before ?? target);
  if (file !== undefined && name === undefined && (isPipelineFile(file) || isDataFile(file))) {
    return readListing(file, place);
  }
  const from = before === undefined ? joinPath(place.folder, pipelinePath) : file;
  return readNamed(from ?? target, name ?? target, place);
}

async function readNamed(file: string, name: string, place: ListingPlace): Promise<Listing> {
  const parsed = await parse(file, place.view);
  const stages = parsed.pipeline.filter((stage) => stage.name === name || stage.group === name);
  if (stages.length > 0) return listingOf({ file, folder: place.folder }, stages, parsed.resolved);
  const nearest = nearestMatch(
    name,
    parsed.pipeline.flatMap((stage) => [stage.name, ...(stage.group === undefined ? [] : [stage.group])]),
  );
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new PawlError("stage.unknown", { message: `There is no stage ${name} in ${file}.${hint}` });
}

async function readListing(file: string, { view, folder }: ListingPlace): Promise<Listing> {
  if (isPipelineFile(file)) {
    const parsed = await parse(file, view);
    return listingOf({ file, folder }, parsed.pipeline, parsed.resolved);
  }
  const { outs, desc } = readDataFile(await textOf(file, view), file);
  const made = outs.length === 0 ? noData : `Outputs ${outs.map((out) => out.path).join(", ")}`;
  return {
    file,
    stages: [
      {
        address: addressIn(folder, { file, stage: undefined }),
        description: shorten(firstLine(desc) || made),
      },
    ],
    resolved: undefined,
  };
}

async function parse(
  file: string,
  view: RepositoryView,
): Promise<Extract<ParsedPipeline, { readonly problems?: never }>> {
  const text = await textOf(file, view);
  const parsing = await readParsingOptions(text, view);
  const parsed = await parseDvcYaml(text, { file, readText: (path) => view.readText(path), parsing });
  if (parsed.problems === undefined) return parsed;
  throw new PawlError("dvc.invalid", { message: renderProblems(parsed.problems) });
}

async function textOf(file: string, view: RepositoryView): Promise<string> {
  const text = await view.readText(file);
  if (text !== undefined) return text;
  throw new PawlError("file.missing", {
    message: `${file} does not exist in the repository (${view.name}).`,
  });
}

function listingOf(
  { file, folder }: { readonly file: string; readonly folder: string },
  stages: readonly Stage[],
  resolved: ValueMap,
): Listing {
  return {
    file,
    stages: stages.map((stage) => ({
      address: addressIn(folder, { file, stage }),
      description: describe(stage),
    })),
    resolved: new Map(stages.map(({ name }) => [name, resolved.get(name) ?? null])),
  };
}

function merge(listings: readonly Listing[]): Omit<ListStagesResult, "skipped"> {
  const stages = new Map<string, ListedStage>();
  const files = new Map<string, Map<string, Value>>();
  for (const { file, stages: listed, resolved } of listings) {
    for (const stage of listed) if (!stages.has(stage.address)) stages.set(stage.address, stage);
    if (resolved === undefined) continue;
    files.set(file, new Map([...(files.get(file) ?? []), ...resolved]));
  }
  return {
    stages: [...stages.values()],
    resolved: new Map([...files].map(([file, data]) => [file, new Map<string, Value>([["stages", data]])])),
  };
}

const noData = "No outputs or dependencies";

function describe(stage: Stage): string {
  const paths = (items: readonly { readonly lockPath: string }[]): string =>
    items.map((item) => item.lockPath).join(", ");
  const deps = [...stage.deps, ...stage.params];
  const outs = stage.outs.filter((out) => out.kind === "out");
  const reports = stage.outs.filter((out) => out.kind !== "out");
  const made = [
    ...(outs.length === 0 ? [] : [`Outputs ${paths(outs)}`]),
    ...(reports.length === 0 ? [] : [`Reports ${paths(reports)}`]),
  ];
  const needs = deps.length === 0 ? noData : `Depends on ${paths(deps)}`;
  return shorten(firstLine(stage.desc) || (made.length === 0 ? needs : made.join("; ")));
}

function firstLine(text: string | undefined): string {
  return (
    (text ?? "")
      .split(/\r?\n/)
      .find((line) => line !== "")
      ?.trim() ?? ""
  );
}

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : text;
}

async function attempt<T>(work: () => Promise<T>, skipped: string[] | undefined): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (skipped === undefined || !(error instanceof PawlError)) throw error;
    skipped.push(error.message);
    return undefined;
  }
}
