import { flattenValues } from "../../versioning/compare-values.ts";
import { floatOf, isNumberValue } from "../../versioning/value.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import { lockFileOf } from "../../versioning/stage.ts";
import { readMetrics } from "../metrics.ts";
import { openSnapshot, type ReportPorts, type Snapshot } from "../reports/snapshot.ts";
import { tryRevision } from "../reports/read-values-at.ts";

/** Which number to follow. */
export interface MetricRunsRequest {
  /** The metrics file. */
  readonly path: string;
  /** Dotted. */
  readonly key: string;
  /** The model; a commit that changed neither it nor the number is no run. */
  readonly artifact: string;
  /** The commit to start from, which is the newest. */
  readonly from: string;
  /** Commits to look at. */
  readonly limit: number;
}

/** The number after one run. */
export interface MetricRun {
  readonly commit: string;
  readonly value: number;
}

/**
 * The values of a number in a DVC metrics file along the first parents of a commit, oldest first: at the commits that
 * changed the file, or the lock file of the stage that makes it or the model. Commits that do not have the number are
 * passed over, as is data that neither cache nor remote has.
 */
export async function readRuns(
  request: MetricRunsRequest,
  ports: ReportPorts,
): Promise<readonly MetricRun[]> {
  const { path, artifact, from, limit } = request;
  const start = await openSnapshot(from, ports);
  const changing = [...new Set([path, ...lockFiles(start, [path, artifact])])];
  const commits = await ports.revisions.commits({ revision: from, limit, changing });
  const runs: (MetricRun & { readonly model: string | undefined })[] = [];
  for (const commit of commits.toReversed()) {
    const value = await readValue(commit, request, ports);
    if (value === undefined) continue;
    const model = await readModel(commit, artifact, ports);
    const before = runs.at(-1);
    if (before !== undefined && Object.is(before.value, value) && before.model === model) continue;
    runs.push({ commit, value, model });
  }
  return runs.map(({ commit, value }) => ({ commit, value }));
}

function lockFiles({ loaded }: Snapshot, paths: readonly string[]): readonly string[] {
  return loaded.pipeline
    .filter((stage) => stage.outs.some((out) => paths.some((path) => isOverlap(out.path, path))))
    .map((stage) => lockFileOf(stage.file));
}

async function readValue(
  commit: string,
  { path, key }: MetricRunsRequest,
  ports: ReportPorts,
): Promise<number | undefined> {
  const { files } = await readMetrics(commit, [path], ports);
  const value = flattenValues(files?.get(path)?.values).get(key);
  return isNumberValue(value) ? floatOf(value.text) : undefined;
}

/** The model's digest in the lock files. */
async function readModel(commit: string, artifact: string, ports: ReportPorts): Promise<string | undefined> {
  const { snapshot } = await tryRevision(commit, ports);
  return snapshot?.data.get(artifact)?.item.md5;
}
