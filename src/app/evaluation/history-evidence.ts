import type { ModelPolicy } from "../../config/schema.ts";
import { lastPart } from "../../evaluation/gate-rule.ts";
import { toJsonNumber } from "../../math/json-number.ts";
import { findMetric } from "../../evaluation/metric-table.ts";
import type { MetricsFile } from "../../evaluation/metrics-file.ts";
import type { MetricHistory } from "../../evaluation/report-sections-schema.ts";
import { readArtifactState } from "../../registry/registry-state.ts";
import { parseTag } from "../../registry/tags.ts";
import { readReleasedProfile } from "../monitoring/live-version.ts";
import type { ReportPorts } from "../reports/snapshot.ts";
import type { ChampionPorts } from "./champion.ts";
import { readRuns } from "./metric-runs.ts";

/** Whose history, and of what. */
export interface HistoryRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  /** Where the base branch is; null without a base. */
  readonly baseSha: string | null;
  /** The metrics files as the report compares them. */
  readonly metricsFiles: readonly MetricsFile[];
}

/** Most runs that are looked at in git, and versions in Releases. */
const [maxRuns, maxVersions] = [20, 8];

/**
 * What the metric that matters most was in the last runs of the base branch, oldest first. It is the first of these that has
 * runs: the number of a DVC metrics file that has the primary metric's name, at the last commits that changed it (from git and
 * the data store); the primary metric in the profiles of the last Releases; a DVC metric that a gate judges, or without an
 * `evaluation` in the policy any, again from commits. A run is called by its version, else by its commit.
 *
 * @returns `undefined` when none has a run.
 * @throws PawlError of the adapters; `monitor.profile-invalid`.
 */
export async function readHistory(
  request: HistoryRequest,
  ports: ReportPorts & Pick<ChampionPorts, "github">,
): Promise<MetricHistory | undefined> {
  const { first, others } = chooseMetrics(request);
  for (const metric of first) {
    const found = await historyInGit(metric, request, ports);
    if (found !== undefined) return found;
  }
  const released = await historyInReleases(request, ports);
  if (released !== undefined) return released;
  for (const metric of others) {
    const found = await historyInGit(metric, request, ports);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A number of a DVC metrics file. */
interface FileMetric {
  readonly path: string;
  readonly key: string;
}

function chooseMetrics({ policy, metricsFiles }: HistoryRequest): {
  /** Those that have the primary metric's name; a gated one first. */
  readonly first: readonly FileMetric[];
  readonly others: readonly FileMetric[];
} {
  const primary = primaryMetric(policy);
  const all = metricsFiles.flatMap(({ path, head }) =>
    [...(head?.keys() ?? [])].map((key) => ({ path, key })),
  );
  const isGated = ({ path, key }: FileMetric): boolean =>
    policy.gates.some((gate) => gate.metric === `${path}:${key}`);
  const gatedFirst = [...all.filter(isGated), ...all.filter((one) => !isGated(one))];
  const isPrimary = ({ key }: FileMetric): boolean =>
    primary !== undefined && findMetric(lastPart(key))?.id === primary;
  const others = primary === undefined ? gatedFirst : gatedFirst.filter(isGated);
  return { first: gatedFirst.filter(isPrimary).slice(0, 1), others: others.slice(0, 1) };
}

function primaryMetric({ evaluation }: ModelPolicy): string | undefined {
  const [first] = evaluation?.metrics ?? [];
  return first === undefined ? undefined : findMetric(first)?.id;
}

async function historyInGit(
  metric: FileMetric,
  { model, policy, baseSha }: HistoryRequest,
  ports: ReportPorts,
): Promise<MetricHistory | undefined> {
  if (baseSha === null) return undefined;
  const runs = await readRuns({ ...metric, artifact: policy.artifact, from: baseSha, limit: maxRuns }, ports);
  if (runs.length === 0) return undefined;
  const versions = await versionsByCommit(model, ports);
  return {
    metric: `${metric.path}:${metric.key}`,
    runs: runs.map(({ commit, value }) => ({
      label: versions.get(commit) ?? commit.slice(0, 7),
      commit,
      value: toJsonNumber(value),
    })),
  };
}

async function versionsByCommit(
  model: string,
  { revisions }: Pick<ReportPorts, "revisions">,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const { name, commit } of await revisions.tags()) {
    const tag = parseTag(name);
    if (tag?.kind === "register" && tag.artifact === model) versions.set(commit, tag.version);
  }
  return versions;
}

async function historyInReleases(
  { model, policy }: HistoryRequest,
  { github }: Pick<ChampionPorts, "github">,
): Promise<MetricHistory | undefined> {
  const metric = primaryMetric(policy);
  if (github === undefined || metric === undefined) return undefined;
  const { versions } = readArtifactState(await github.gitData.listTags(model), model);
  const last = versions.toSorted((a, b) => Date.parse(a.registeredAt) - Date.parse(b.registeredAt));
  const runs: MetricHistory["runs"] = [];
  for (const { version, commitSha } of last.slice(-maxVersions)) {
    const profile = await readReleasedProfile({ model, version }, github.releases);
    const value = profile?.evaluation?.metrics[metric]?.value;
    if (value !== undefined) runs.push({ label: version, commit: commitSha, value });
  }
  return runs.length === 0 ? undefined : { metric, runs };
}
