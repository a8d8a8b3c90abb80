import { selectParams } from "../versioning/params.ts";
import type { StageParameters } from "../versioning/stage.ts";
import { diffRevisions, type FileChanges, type RevisionPair } from "./reports/compare-revisions.ts";
import { expandPath } from "./reports/read-file-at.ts";
import { type FileValues, readValuesAt, tryRevision, type RevisionValues } from "./reports/read-values-at.ts";
import { type ReportPorts, type Snapshot } from "./reports/snapshot.ts";

/** What to compare. */
export interface DiffParamsRequest extends RevisionPair {
  /** Files; default those of dvc.yaml and params.yaml. */
  readonly targets: readonly string[];
  /** Only what stages depend on. */
  readonly deps: boolean;
}

/**
 * What changed in the parameters between two revisions, by file and dotted key. A file that cannot be read counts as empty; so
 * does a repository without a commit.
 *
 * @throws PawlError `revision.unknown`
 */
export async function diffParams(request: DiffParamsRequest, ports: ReportPorts): Promise<FileChanges> {
  return diffRevisions(request, ports, (revision) => readParams(revision, request, ports));
}

async function readParams(
  revision: string,
  request: DiffParamsRequest,
  ports: ReportPorts,
): Promise<RevisionValues> {
  const { snapshot, failure } = await tryRevision(revision, ports);
  if (failure !== undefined) {
    return { name: revision, failure };
  }
  const files = new Map<string, FileValues>();
  for (const [path, keys] of await listParams(snapshot, request, ports)) {
    const read = await readValuesAt(snapshot, path, ports.objects);
    const isPart = read.failure === undefined && keys !== "all";
    files.set(path, isPart ? { values: selectParams(read.values, keys) } : read);
  }
  return { name: revision, files };
}

/** Files with the keys that count; a file that anything names whole counts whole. */
async function listParams(
  snapshot: Snapshot,
  { targets, deps }: Pick<DiffParamsRequest, "targets" | "deps">,
  ports: ReportPorts,
): Promise<ReadonlyMap<string, StageParameters["keys"]>> {
  const keys = new Map<string, StageParameters["keys"]>();
  if (targets.length > 0) {
    for (const target of targets) {
      for (const path of await expandPath(snapshot, target, ports.objects)) keys.set(path, "all");
    }
    return keys;
  }
  for (const params of snapshot.loaded.pipeline.flatMap((stage) => stage.params)) {
    const before = keys.get(params.path) ?? [];
    const isWhole = before === "all" || params.keys === "all";
    keys.set(params.path, isWhole ? "all" : [...before, ...params.keys]);
  }
  if (deps) return keys;
  for (const path of [...snapshot.loaded.definitions.values()].flatMap((file) =>
    file.params.map((one) => one.path),
  ))
    keys.set(path, "all");
  if ((await snapshot.view.readBytes("params.yaml")) !== undefined) keys.set("params.yaml", "all");
  return keys;
}
