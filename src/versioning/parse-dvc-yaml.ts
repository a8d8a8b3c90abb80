import { PawlError } from "../errors.ts";
import { checkSchema, problemAt, renderPath } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import { type Path, readDocument, type YamlDocument } from "../yaml/read-document.ts";
import { dvcYamlSchema, type DvcYaml, type OutputText, type StageText } from "./dvc-yaml-schema.ts";
import { isReserved, joinPath } from "./repository-path.ts";
import { type Pipeline, type Stage, type StageOutput, type StageParameters, stageAddress } from "./stage.ts";

const maxLength = 1024 * 1024;

/** Where the text of a dvc.yaml is from. */
export interface PipelineSource {
  /** Relative to the repository. */
  readonly file: string;
  /** Reads parameter files, relative to the repository; `undefined` when one is not there. */
  readonly readText: (path: string) => Promise<string | undefined>;
}

/** The pipeline, or everything that is wrong with its file. */
export type ParsedPipeline =
  | { readonly pipeline: Pipeline; readonly problems?: never }
  | { readonly pipeline?: never; readonly problems: readonly Problem[] };

/**
 * Reads the text of one dvc.yaml. Whether its stages fit together with those of others, `checkGraph` says.
 *
 * @throws PawlError `dvc.unsupported` for templates (`vars`, `foreach`, `matrix`, `${}`), with their places.
 */
export async function parseDvcYaml(text: string, { file }: PipelineSource): Promise<ParsedPipeline> {
  const read = readDocument(text, { file, maxLength });
  if (read.problems !== undefined) return { problems: read.problems };
  refuseTemplates(read.document);
  const checked = checkSchema(read.document, dvcYamlSchema);
  if (checked.problems !== undefined) return { problems: checked.problems };
  const builder = new Builder(read.document);
  const pipeline = builder.pipeline(checked.value);
  const { problems } = builder;
  return problems.length > 0 ? { problems } : { pipeline };
}

function refuseTemplates(document: YamlDocument): void {
  const found: string[] = [];
  const add = (path: Path, feature: string): void => {
    const { line, column } = document.locate(path, "key");
    found.push(`${document.file}:${line}:${column}: ${renderPath(path)}: ${feature} is not read yet`);
  };
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === "string" && /(^|[^\\])\$\{/.test(value)) add(path, "templating (${…})");
    if (typeof value !== "object" || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  const data = document.toData();
  if (typeof data !== "object" || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    if (key === "vars") add([key], "vars");
    else if (key === "stages" || key === "artifacts") walk(value, [key]);
    if (key === "stages") for (const path of templatedStages(value)) add(path, String(path.at(-1)));
  }
  if (found.length > 0) throw new PawlError("dvc.unsupported", { message: found.join("\n") });
}

function templatedStages(stages: unknown): readonly Path[] {
  if (typeof stages !== "object" || stages === null) return [];
  return Object.entries(stages).flatMap(([name, stage]: [string, unknown]) => {
    if (typeof stage !== "object" || stage === null) return [];
    const features = ["vars", "foreach", "matrix"].filter((feature) => feature in stage);
    return features.map((feature) => ["stages", name, feature]);
  });
}

class Builder {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  pipeline(data: DvcYaml): Pipeline {
    return Object.entries(data.stages ?? {}).map(([name, stage]) => this.#stage(name, stage));
  }

  #stage(name: string, stage: StageText): Stage {
    const at = ["stages", name];
    const { file } = this.#document;
    const wdir = this.#resolve(joinPath(file, "..") ?? "", stage.wdir ?? "", [...at, "wdir"]);
    const deps = (stage.deps ?? []).map((dep, index) => ({
      path: this.#resolve(wdir, dep, [...at, "deps", index]),
      lockPath: dep,
    }));
    const outs = (["outs", "metrics", "plots"] as const).flatMap((section) =>
      (stage[section] ?? []).flatMap((out, index) =>
        this.#outputs({ out, kind: kinds[section], wdir, path: [...at, section, index] }),
      ),
    );
    return {
      name,
      address: stageAddress(file, name),
      file,
      cmd: typeof stage.cmd === "string" ? unescape(stage.cmd) : stage.cmd.map(unescape),
      wdir,
      deps,
      params: this.#params(stage, wdir, [...at, "params"]),
      outs,
      isFrozen: stage.frozen ?? false,
      isAlwaysChanged: stage.always_changed ?? false,
      ...this.#document.locate(at, "key"),
    };
  }

  #outputs(at: {
    readonly out: OutputText;
    readonly kind: StageOutput["kind"];
    readonly wdir: string;
    readonly path: Path;
  }): readonly StageOutput[] {
    const entries = typeof at.out === "string" ? [[at.out, {}] as const] : Object.entries(at.out);
    return entries.map(([lockPath, given]) => {
      const [options = {}] = Array.isArray(given) ? given : [given];
      const { cache, persist, push } = options as { cache?: boolean; persist?: boolean; push?: boolean }; // one shape of the union
      return {
        path: this.#resolveOutput(at.wdir, lockPath, at.path),
        lockPath,
        kind: at.kind,
        isCached: cache ?? true,
        isPersistent: persist ?? false,
        isPushed: push ?? true,
      };
    });
  }

  #params(stage: StageText, wdir: string, at: Path): readonly StageParameters[] {
    const byFile = new Map<string, readonly string[] | "all">();
    const add = (file: string, keys: readonly string[] | null): void => {
      const before = byFile.get(file) ?? [];
      const isAll = keys === null || keys.length === 0 || before === "all";
      byFile.set(file, isAll ? "all" : [...new Set([...before, ...keys])]);
    };
    for (const item of stage.params ?? []) {
      if (typeof item === "string") add("params.yaml", [item]);
      else for (const [file, keys] of Object.entries(item)) add(file, keys);
    }
    return [...byFile].map(([file, keys]) => {
      if (!/\.(ya?ml|json)$/.test(file)) {
        const { line, column } = this.#document.locate(at);
        const message = `${this.#document.file}:${line}:${column}: ${renderPath(at)}: parameters in ${file}: only YAML and JSON files are read yet`;
        throw new PawlError("dvc.unsupported", { message });
      }
      return { path: this.#resolve(wdir, file, at), lockPath: file, keys };
    });
  }

  #resolveOutput(wdir: string, path: string, at: Path): string {
    const resolved = this.#resolve(wdir, path, at);
    if (isReserved(resolved) && joinPath(wdir, path) !== "") {
      const message = "must not be where git and DVC keep their own";
      this.problems.push(problemAt(this.#document, at, { message, found: JSON.stringify(path) }));
    }
    return resolved;
  }

  #resolve(wdir: string, path: string, at: Path): string {
    const resolved = joinPath(wdir, path);
    if (resolved !== undefined && (resolved !== "" || at.at(-1) === "wdir")) return resolved;
    const message = "must be a path inside the repository";
    this.problems.push(problemAt(this.#document, at, { message, found: JSON.stringify(path) }));
    return path;
  }
}

const kinds = { outs: "out", metrics: "metric", plots: "plot" } as const;

/** `\${` is how dvc.yaml writes a `${` for the shell. */
function unescape(command: string): string {
  return command.replaceAll("\\${", "${");
}
