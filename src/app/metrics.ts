import type { GitState } from "../ports/git-state.ts";
import { extractMetrics } from "../versioning/metric-values.ts";
import { isEqualValue } from "../versioning/value.ts";
import { diffRevisions, type FileChanges, type RevisionPair } from "./reports/compare-revisions.ts";
import { expandPath } from "./reports/read-file-at.ts";
import { type FileValues, type RevisionValues, readValuesAt, tryRevision } from "./reports/read-values-at.ts";
import { hasChoice, listRevisionGroups, type RevisionChoice } from "./reports/revision-groups.ts";
import { type ReportPorts, type Snapshot, workspaceName } from "./reports/snapshot.ts";

/** Which metrics to show. */
export interface ShowMetricsRequest extends RevisionChoice {
  /** Files or directories; default every metrics file of dvc.yaml. */
  readonly targets: readonly string[];
}

/**
 * The metrics of the work tree (its name is `""`) or, when revisions are chosen, of the work tree and of each of them. The work
 * tree is left out when it says the same as the branch that is checked out. Files that cannot be read are in the result.
 */
export async function showMetrics(
  request: ShowMetricsRequest,
  ports: ReportPorts & { readonly git: Pick<GitState, "branch"> },
): Promise<readonly RevisionValues[]> {
  if (!hasChoice(request)) {
    const workspace = await readMetrics(workspaceName, request.targets, ports);
    return [{ ...workspace, name: "" }];
  }
  const [groups, branch] = await Promise.all([
    listRevisionGroups(request, ports.revisions),
    ports.git.branch(),
  ]);
  const shown = [await readMetrics(workspaceName, request.targets, ports)];
  for (const { name, commit } of groups) {
    shown.push({ ...(await readMetrics(commit, request.targets, ports)), name });
  }
  const [workspace, ...others] = shown;
  const active = others.find((one) => one.name === branch);
  const isSame = workspace !== undefined && active !== undefined && isEqual(workspace, active);
  return isSame ? others : shown;
}

/** What to compare. */
export interface DiffMetricsRequest extends RevisionPair {
  readonly targets: readonly string[];
}

/**
 * What changed in the metrics between two revisions, by file and dotted key. A file that cannot be read counts as empty; so does
 * a repository without a commit.
 *
 * @throws PawlError `revision.unknown`
 */
export async function diffMetrics(request: DiffMetricsRequest, ports: ReportPorts): Promise<FileChanges> {
  return diffRevisions(request, ports, (revision) => readMetrics(revision, request.targets, ports));
}

/**
 * The metrics of one revision. Files that cannot be read are in the result.
 *
 * @param revision `workspace`, or a revision.
 * @param targets files or directories; `[]`: every metrics file of dvc.yaml.
 * @throws PawlError `revision.unknown`
 */
export async function readMetrics(
  revision: string,
  targets: readonly string[],
  ports: ReportPorts,
): Promise<RevisionValues> {
  const { snapshot, failure } = await tryRevision(revision, ports);
  if (failure !== undefined) {
    return { name: revision, failure };
  }
  const files = new Map<string, FileValues>();
  for (const path of await listMetricFiles(snapshot, targets, ports)) {
    const read = await readValuesAt(snapshot, path, ports.objects);
    files.set(path, read.failure === undefined ? { values: extractMetrics(read.values) } : read);
  }
  return { name: revision, files };
}

/** The metrics files of a revision: of its stages, then of the top level; directories become their files. */
async function listMetricFiles(
  snapshot: Snapshot,
  targets: readonly string[],
  ports: ReportPorts,
): Promise<ReadonlySet<string>> {
  const ofStages = snapshot.loaded.pipeline.flatMap((stage) =>
    stage.outs.filter((out) => out.kind === "metric").map((out) => out.path),
  );
  const named = [
    ...ofStages,
    ...[...snapshot.loaded.definitions.values()].flatMap((file) => file.metrics.map((one) => one.path)),
  ];
  const paths = targets.length > 0 ? targets : named;
  const expanded = await Promise.all(paths.map((path) => expandPath(snapshot, path, ports.objects)));
  return new Set(expanded.flat());
}

function isEqual(a: RevisionValues, b: RevisionValues): boolean {
  if (a.files === undefined || b.files === undefined || a.files.size !== b.files.size) return false;
  return [...a.files].every(([path, file]) => {
    const other = b.files.get(path);
    return file.values !== undefined && isEqualValue(file.values, other?.values);
  });
}
