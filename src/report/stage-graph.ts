import type { StageLineage } from "../evaluation/report-sections-schema.ts";
import { isOverlap } from "../versioning/repository-path.ts";
import { flowchartLabel, renderFlowchart } from "./flowchart.ts";

type LineageStage = StageLineage["stages"][number];
type LockedPath = LineageStage["inputs"][number];

/** Most stages, inputs from outside and edges that are drawn: a larger graph is no picture. */
const [maxStages, maxSources, maxEdges] = [20, 20, 60];
const mostLabel = 90;

/**
 * The stages behind a model as a Mermaid flowchart: what no stage makes on the left, then each stage and what goes from one to
 * the next, with the first characters of its digest. What is not as at base is said to be changed, and its line is thick.
 *
 * @param lineage untrusted.
 * @returns `""` without stages. The first 20 stages, and a last node that says how many more there are.
 */
export function renderStageGraph({ stages }: StageLineage): string {
  if (stages.length === 0) return "";
  const shown = stages.slice(0, maxStages);
  const sources = new Map<string, { readonly id: string; readonly input: LockedPath }>();
  const edges = shown.flatMap((stage, index) =>
    stage.inputs.flatMap((input) => {
      const maker = stages.findIndex(({ outputs }) => outputs.some((out) => isOverlap(out.path, input.path)));
      if (maker >= shown.length) return [];
      if (maker >= 0) return [`s${maker} ${arrow(input)}|"${describe(input)}"| s${index}`];
      const known = sources.get(input.path);
      if (known === undefined && sources.size >= maxSources) return [];
      const source = known ?? { id: `d${sources.size}`, input };
      sources.set(input.path, source);
      return [`${source.id} ${arrow(input)} s${index}`];
    }),
  );
  const hidden = stages.length - shown.length;
  const results = shown.flatMap((stage, index) =>
    stage.role === "train"
      ? stage.outputs.slice(0, 3).map((out, at) => `s${index} ${arrow(out)} m${at}(["${describe(out)}"])`)
      : [],
  );
  return renderFlowchart([
    ...[...sources.values()].map(({ id, input }) => `${id}[("${describe(input)}")]`),
    ...shown.map((stage, index) => `s${index}["${flowchartLabel(stage.stage, mostLabel)}"]`),
    ...edges.slice(0, maxEdges),
    ...results,
    ...(hidden > 0 ? [`more["and ${hidden} more stages"]`] : []),
  ]);
}

function arrow({ isChanged }: LockedPath): string {
  return isChanged === true ? "==>" : "-->";
}

function describe({ path, digest, isChanged }: LockedPath): string {
  const short = digest === null ? "not made yet" : digest.slice(0, 8);
  return flowchartLabel(`${path.slice(-60)} ${short}${isChanged === true ? ", changed" : ""}`, mostLabel);
}
