import { problemAt } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { DocumentPlaces, Path } from "../yaml/read-document.ts";
import { isReserved, joinPath } from "./repository-path.ts";
import { readResources } from "./stage-resources.ts";
import { type Stage, type StageOutput, type StageParameters, stageAddress } from "./stage.ts";
import { isValueList, isValueMap, toPlainData, type Value, type ValueMap } from "./value.ts";

/** A stage whose templates are resolved. */
export interface ResolvedStage {
  readonly name: string;
  /** The name in dvc.yaml of a stage that `foreach` or `matrix` made. */
  readonly group?: string;
  /** Where its fields stand in dvc.yaml. */
  readonly at: Path;
  readonly fields: ValueMap;
}

/**
 * The stage with its paths against the repository.
 *
 * @param problems gets everything that is wrong with it; the stage is of no use then.
 */
export function buildStage(stage: ResolvedStage, document: DocumentPlaces, problems: Problem[]): Stage {
  return new StageBuilder(stage, document, problems).stage();
}

/** Reports that a path must be inside the repository, and gives the path inside it. */
export function resolvePath(
  parts: readonly [directory: string, path: string],
  where: { readonly document: DocumentPlaces; readonly at: Path; readonly problems: Problem[] },
): string {
  const [directory, path] = parts;
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
  const resolved = isUrl ? undefined : joinPath(directory, path);
  const isRoot = resolved === "" && where.at.at(-1) !== "wdir";
  if (resolved !== undefined && !isRoot) return resolved;
  const message = isUrl ? "data outside the repository is not read" : "must be a path inside the repository";
  where.problems.push(problemAt(where.document, where.at, { message, found: JSON.stringify(path) }));
  return path;
}

class StageBuilder {
  readonly #stage: ResolvedStage;
  readonly #document: DocumentPlaces;
  readonly #problems: Problem[];

  constructor(stage: ResolvedStage, document: DocumentPlaces, problems: Problem[]) {
    this.#stage = stage;
    this.#document = document;
    this.#problems = problems;
  }

  stage(): Stage {
    const { name, group, fields } = this.#stage;
    const { file } = this.#document;
    const wdir = this.#resolve(joinPath(file, "..") ?? "", this.#text(fields.get("wdir") ?? "", ["wdir"]), [
      "wdir",
    ]);
    const read = readResources(fields.get("meta"), this.#document, [...this.#stage.at, "meta"]);
    this.#problems.push(...read.problems);
    const desc = fields.get("desc");
    return {
      name,
      ...(group === undefined ? {} : { group }),
      address: stageAddress(file, name),
      file,
      cmd: this.#command(),
      wdir,
      deps: this.#list("deps").map((dep, index) => {
        const lockPath = this.#text(dep, ["deps", index]);
        return { path: this.#resolve(wdir, lockPath, ["deps", index]), lockPath };
      }),
      params: this.#params(wdir),
      outs: [
        ...this.#outputs("outs", "out", wdir),
        ...this.#outputs("metrics", "metric", wdir),
        ...this.#outputs("plots", "plot", wdir),
      ],
      isFrozen: fields.get("frozen") === true,
      isAlwaysChanged: fields.get("always_changed") === true,
      ...(desc === undefined ? {} : { desc: this.#text(desc, ["desc"]) }),
      ...(read.resources === undefined ? {} : { resources: read.resources }),
      ...this.#document.locate(this.#stage.at.slice(0, 2), "key"),
    };
  }

  #command(): string | readonly string[] {
    const cmd = this.#stage.fields.get("cmd") ?? "";
    if (!isValueList(cmd)) return this.#text(cmd, ["cmd"]);
    return cmd.map((item, index) => this.#text(item, ["cmd", index]));
  }

  #outputs(section: string, kind: StageOutput["kind"], wdir: string): readonly StageOutput[] {
    const merged = new Map<string, { readonly at: Path; readonly options: ValueMap }>();
    for (const [index, entry] of this.#list(section).entries()) {
      const at = [section, index];
      const named = isValueMap(entry) ? [...entry] : [[this.#text(entry, at), new Map()] as const];
      for (const key of isValueMap(entry) ? (entry.plainKeys ?? []) : [])
        this.#text({ kind: "opaque", text: key }, at);
      for (const [path, options] of named) {
        const before = merged.get(path)?.options ?? new Map<string, Value>();
        merged.set(path, { at, options: new Map([...before, ...(isValueMap(options) ? options : [])]) });
      }
    }
    return [...merged].map(([lockPath, { at, options }]) =>
      this.#output({ lockPath, kind, wdir, at, options }),
    );
  }

  #output(given: {
    readonly lockPath: string;
    readonly kind: StageOutput["kind"];
    readonly wdir: string;
    readonly at: Path;
    readonly options: ValueMap;
  }): StageOutput {
    const { lockPath, kind, options } = given;
    const path = this.#resolve(given.wdir, lockPath, given.at);
    if (isReserved(path) && joinPath(given.wdir, lockPath) !== "") {
      this.#report(given.at, "must not be where git and DVC keep their own", JSON.stringify(lockPath));
    }
    const remote = options.get("remote");
    return {
      path,
      lockPath,
      kind,
      isCached: options.get("cache") !== false,
      isPersistent: options.get("persist") === true,
      isPushed: options.get("push") !== false,
      ...(remote === undefined ? {} : { remote: this.#text(remote, given.at) }),
      ...(kind === "plot" ? { plot: new Map([...options].filter(([key]) => plotFields.has(key))) } : {}),
    };
  }

  /** As DVC merges them: a file named as a whole somewhere is a dependency as a whole. */
  #params(wdir: string): readonly StageParameters[] {
    const byFile = new Map<string, { readonly keys: readonly string[] | "all"; readonly at: Path }>();
    const add = (file: string, keys: readonly string[] | "all", at: Path): void => {
      const before = byFile.get(file)?.keys ?? [];
      const isAll = keys === "all" || before === "all";
      byFile.set(file, { keys: isAll ? "all" : [...new Set([...before, ...keys])], at });
    };
    for (const [index, entry] of this.#list("params").entries()) {
      const at = ["params", index];
      if (!isValueMap(entry)) add("params.yaml", [this.#text(entry, at)], at);
      else for (const [file, keys] of entry) add(file, this.#keys(keys, [...at, file]), at);
    }
    return [...byFile].map(([file, { keys, at }]) => ({
      path: this.#resolve(wdir, file, at),
      lockPath: file,
      keys,
    }));
  }

  #keys(value: Value, at: Path): readonly string[] | "all" {
    if (isValueList(value))
      return value.length === 0 ? "all" : value.map((key, index) => this.#text(key, [...at, index]));
    const isNothing =
      value === null || value === false || value === "" || (isValueMap(value) && value.size === 0);
    if (!isNothing)
      this.#report(at, "is not allowed", JSON.stringify(toPlainData(value)), "a list of keys, or nothing");
    return "all";
  }

  #list(field: string): readonly Value[] {
    const value = this.#stage.fields.get(field);
    return isValueList(value) ? value : [];
  }

  #text(value: Value, at: Path): string {
    if (typeof value === "string") return value;
    this.#report(at, "is not allowed", JSON.stringify(toPlainData(value)), "text (quote it)");
    return unreadable;
  }

  #resolve(directory: string, path: string, at: Path): string {
    const where = { document: this.#document, at: [...this.#stage.at, ...at], problems: this.#problems };
    return resolvePath([directory, path], where);
  }

  #report(at: Path, message: string, found: string, allowed?: string): void {
    const details = { message, found, ...(allowed === undefined ? {} : { allowed }) };
    this.#problems.push(problemAt(this.#document, [...this.#stage.at, ...at], details));
  }
}

/** Stands for text that is none, which was reported. */
const unreadable = "?";

const plotFields = new Set(["template", "x", "y", "x_label", "y_label", "title", "header"]);
