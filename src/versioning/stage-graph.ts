import { problemAt } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { YamlDocument } from "../yaml/read-document.ts";
import { isOverlap } from "./repository-path.ts";
import type { Pipeline, Stage } from "./stage.ts";

/** The stages whose outputs overlap a dependency of `stage`, in the order of the file. */
export function upstreamOf(stage: Stage, pipeline: Pipeline): readonly Stage[] {
  return pipeline.filter((other) =>
    other.outs.some((out) =>
      [...stage.deps, ...stage.params].some((dependency) => isOverlap(out.path, dependency.path)),
    ),
  );
}

/**
 * Stages in an order in which each comes after those it needs; the order of the file among independent ones (depth
 * first, as DVC).
 *
 * @param targets names to reach; default all. Stages above them are included, except above a frozen stage.
 */
export function orderStages(pipeline: Pipeline, targets?: readonly string[]): readonly Stage[] {
  const ordered: Stage[] = [];
  const seen = new Set<string>();
  const visit = (stage: Stage): void => {
    if (seen.has(stage.name)) return;
    seen.add(stage.name);
    if (!stage.isFrozen) for (const above of upstreamOf(stage, pipeline)) visit(above);
    ordered.push(stage);
  };
  for (const stage of pipeline) if (targets === undefined || targets.includes(stage.name)) visit(stage);
  return ordered;
}

/** Names of all stages that need an output of `stage`, directly or not, without itself. */
export function downstreamOf(stage: Stage, pipeline: Pipeline): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const other of pipeline) {
      const needs =
        !found.has(other.name) && upstreamOf(other, pipeline).some((above) => above.name === name);
      if (!needs || other.name === stage.name) continue;
      found.add(other.name);
      visit(other.name);
    }
  };
  visit(stage.name);
  return found;
}

/** Outputs of two stages that overlap, stages that need themselves, cycles: each names the stages. */
export function checkGraph(pipeline: Pipeline, document: YamlDocument): readonly Problem[] {
  const at = (stage: Stage, message: string): Problem => ({
    ...problemAt(document, ["stages", stage.name], { message }),
    ...document.locate(["stages", stage.name], "key"),
  });
  return [
    ...overlaps(pipeline).map(({ stage, message }) => at(stage, message)),
    ...cycles(pipeline).map((cycle) => at(cycle.first, `makes a cycle: ${cycle.names.join(" → ")}`)),
  ];
}

function overlaps(pipeline: Pipeline): readonly { readonly stage: Stage; readonly message: string }[] {
  const all = pipeline.flatMap((stage) => stage.outs.map((out) => ({ stage, path: out.path })));
  return all.flatMap((one, index) =>
    all.slice(0, index).flatMap((other) => {
      if (!isOverlap(one.path, other.path)) return [];
      const what = one.path === other.path ? one.path : `${one.path} overlaps ${other.path}`;
      return [{ stage: one.stage, message: `output ${what} is also made by stage ${other.stage.name}` }];
    }),
  );
}

function cycles(pipeline: Pipeline): readonly { readonly first: Stage; readonly names: readonly string[] }[] {
  const state = new Map<string, "open" | "done">();
  const found: { first: Stage; names: readonly string[] }[] = [];
  const visit = (stage: Stage, trail: readonly string[]): void => {
    if (state.get(stage.name) === "done") return;
    if (state.get(stage.name) === "open") {
      found.push({ first: stage, names: [...trail.slice(trail.indexOf(stage.name)), stage.name] });
      return;
    }
    state.set(stage.name, "open");
    for (const above of upstreamOf(stage, pipeline)) visit(above, [...trail, stage.name]);
    state.set(stage.name, "done");
  };
  for (const stage of pipeline) visit(stage, []);
  return found;
}
