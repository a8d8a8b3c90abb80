import type { StageRecord } from "../registry/digests.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { escapeText } from "./escape.ts";
import { flowchartLabel, renderFlowchart } from "./flowchart.ts";

/** What the lineage of a version shows. */
export interface ReleaseLineage {
  readonly manifest: Manifest;
  readonly stages: readonly StageRecord[];
  /** Environments of the policy, with their rules. */
  readonly environments: Readonly<
    Record<string, { readonly promote: "automatic" | "manual"; readonly after?: string | undefined }>
  >;
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** What the graph and the list are both made from. */
interface Facts {
  readonly data: readonly { readonly id: string; readonly path: string; readonly md5: string | null }[];
  readonly stages: readonly { readonly id: string; readonly name: string; readonly isTrain: boolean }[];
  readonly edges: readonly Edge[];
  readonly leftOut: number;
}

const mostData = 12;
const mostStages = 24;

/**
 * The lineage of a version as a Mermaid graph: data → feature stages → the run that trained → model → version →
 * environments; and a list with the same facts, for readers who see no graph. At most 12 data and 24 stages are shown, then
 * a count. Names are untrusted and are escaped.
 */
export function renderReleaseLineage(lineage: ReleaseLineage): string {
  const facts = collectFacts(lineage);
  return `${renderGraph(lineage, facts)}\n\n${renderList(lineage, facts)}`;
}

function collectFacts({ manifest, stages }: ReleaseLineage): Facts {
  const train = stages.find(({ outs }) => outs.some((out) => isAt(manifest.artifact.path, out.path)));
  const active = stages.filter((stage) => !stage.isFrozen);
  const shown = active.filter((stage) => stage !== train).slice(0, mostStages);
  const listed = train === undefined ? shown : [...shown, train];
  const ids = new Map(listed.map((stage, index) => [stage, `s${index}`]));
  const made = new Map(
    listed.flatMap((stage) => stage.outs.map((out) => [out.path, ids.get(stage) ?? ""] as const)),
  );
  const sources = new Map<string, { id: string; path: string; md5: string | null }>();
  const edges: Edge[] = [];
  let leftOut = active.length - listed.length;
  const skipped = new Set<string>();
  for (const stage of listed) {
    for (const { path, md5, kind } of stage.deps) {
      const to = ids.get(stage) ?? "";
      const maker = [...made].find(([out]) => isAt(path, out) || isAt(out, path))?.[1];
      if (maker !== undefined) edges.push({ from: maker, to });
      else if (kind === "code") continue;
      else if (sources.has(path) || sources.size < mostData) {
        const source = sources.get(path) ?? { id: `d${sources.size}`, path, md5 };
        sources.set(path, source);
        edges.push({ from: source.id, to });
      } else skipped.add(path);
    }
  }
  leftOut += skipped.size;
  const described = listed.map((stage) => ({
    id: ids.get(stage) ?? "",
    name: stage.name,
    isTrain: stage === train,
  }));
  const unique = [...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
  return { data: [...sources.values()], stages: described, edges: unique, leftOut };
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function renderGraph({ manifest, environments }: ReleaseLineage, facts: Facts): string {
  const { commit, model, version, artifact } = manifest;
  const short = commit.slice(0, 7);
  const run = facts.stages.find((stage) => stage.isTrain)?.id ?? "run";
  const nodes = facts.stages.map(({ id, name, isTrain }) =>
    isTrain
      ? `${id}["run of ${flowchartLabel(name)} at ${short}"]`
      : `${id}["features: ${flowchartLabel(name)}"]`,
  );
  const names = Object.entries(environments);
  return renderFlowchart([
    ...facts.data.map(({ id, path, md5 }) => `${id}[("${flowchartLabel(path)} ${shortDigest(md5)}")]`),
    ...nodes,
    ...(run === "run" ? [`run["run at ${short}"]`] : []),
    ...facts.edges.map(({ from, to }) => `${from} --> ${to}`),
    `${run} --> model["${flowchartLabel(artifact.path)} ${artifact.sha256.slice(0, 12)}"]`,
    `model --> version["${flowchartLabel(model)} ${flowchartLabel(version)}"]`,
    ...names.map(
      ([name, rule], index) =>
        `version -. ${rule.promote} .-> e${index}["${flowchartLabel(name)}${after(rule.after, flowchartLabel)}"]`,
    ),
  ]);
}

function after(name: string | undefined, escape: (text: string) => string): string {
  return name === undefined ? "" : ` after ${escape(name)}`;
}

function shortDigest(md5: string | null): string {
  return md5 === null ? "without digest" : flowchartLabel(md5.slice(0, 12));
}

function renderList({ manifest, environments }: ReleaseLineage, facts: Facts): string {
  const { commit, artifact } = manifest;
  const data = facts.data.map(
    ({ path, md5 }) =>
      `${escapeText(path)} (${md5 === null ? "without digest" : escapeText(md5.slice(0, 12))})`,
  );
  const features = facts.stages.filter((stage) => !stage.isTrain).map(({ name }) => escapeText(name));
  const train = facts.stages.find((stage) => stage.isTrain);
  const run = train === undefined ? "" : `${escapeText(train.name)} at `;
  const places = Object.entries(environments).map(
    ([name, rule]) => `${escapeText(name)} (${rule.promote}${after(rule.after, escapeText)})`,
  );
  const lines = [
    `- Data: ${data.join(", ") || "none is recorded in dvc.lock"}`,
    `- Features: ${features.join(", ") || "no stage before the training"}`,
    `- Run: ${run}commit ${commit}`,
    `- Model: ${escapeText(artifact.path)} (sha256 ${artifact.sha256.slice(0, 12)})`,
    `- Environments: ${places.join(", ") || "none in the policy"}`,
    ...(facts.leftOut > 0 ? [`- ${facts.leftOut} more are not shown`] : []),
  ];
  return lines.join("\n");
}
