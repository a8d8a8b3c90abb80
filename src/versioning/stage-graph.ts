import type { Problem } from "../yaml/problem.ts";
import type { TrackedData } from "./data-file.ts";
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
 * @param targets addresses to reach; default all. Stages above them are included, except above a frozen stage.
 */
export function orderStages(pipeline: Pipeline, targets?: readonly string[]): readonly Stage[] {
  const ordered: Stage[] = [];
  const seen = new Set<string>();
  const visit = (stage: Stage): void => {
    if (seen.has(stage.address)) return;
    seen.add(stage.address);
    if (!stage.isFrozen) for (const above of upstreamOf(stage, pipeline)) visit(above);
    ordered.push(stage);
  };
  for (const stage of pipeline) if (targets === undefined || targets.includes(stage.address)) visit(stage);
  return ordered;
}

/** Addresses of all stages that need an output of `stage`, directly or not, without itself. */
export function downstreamOf(stage: Stage, pipeline: Pipeline): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (address: string): void => {
    for (const other of pipeline) {
      const needs =
        !found.has(other.address) && upstreamOf(other, pipeline).some((above) => above.address === address);
      if (!needs || other.address === stage.address) continue;
      found.add(other.address);
      visit(other.address);
    }
  };
  visit(stage.address);
  return found;
}

/** Outputs of two stages that overlap, stages that need themselves, cycles: each names the stages. */
export function checkGraph(pipeline: Pipeline): readonly Problem[] {
  const at = ({ file, line, column, name }: Stage, message: string): Problem => {
    return { file, line, column, path: `stages.${name}`, message };
  };
  return [
    ...overlaps(pipeline).map(({ stage, message }) => at(stage, message)),
    ...cycles(pipeline).map((cycle) => at(cycle.first, `makes a cycle: ${cycle.names.join(" → ")}`)),
  ];
}

/** Data of `.dvc` files that overlaps an output of a stage, or data of another: each names both. */
export function checkTracked(pipeline: Pipeline, tracked: readonly TrackedData[]): readonly Problem[] {
  const made = pipeline.flatMap((stage) =>
    stage.outs.map((out) => ({ path: out.path, by: `stage ${stage.address}` })),
  );
  const added = tracked.map((data) => ({ path: data.target, by: data.file }));
  return tracked.flatMap((data, index) =>
    [...made, ...added.slice(0, index)]
      .filter((other) => isOverlap(other.path, data.target))
      .map(({ path, by }) => {
        const what = path === data.target ? path : `${data.target} overlaps ${path}, which`;
        return {
          file: data.file,
          line: 1,
          column: 1,
          path: "outs",
          message: `${what} is also made by ${by}`,
        };
      }),
  );
}

function overlaps(pipeline: Pipeline): readonly { readonly stage: Stage; readonly message: string }[] {
  const all = pipeline.flatMap((stage) => stage.outs.map((out) => ({ stage, path: out.path })));
  return all.flatMap((one, index) =>
    all.slice(0, index).flatMap((other) => {
      if (!isOverlap(one.path, other.path)) return [];
      const what = one.path === other.path ? one.path : `${one.path} overlaps ${other.path}, which`;
      return [{ stage: one.stage, message: `output ${what} is also made by stage ${other.stage.address}` }];
    }),
  );
}

function cycles(pipeline: Pipeline): readonly { readonly first: Stage; readonly names: readonly string[] }[] {
  const state = new Map<string, "open" | "done">();
  const found: { first: Stage; names: readonly string[] }[] = [];
  const visit = (stage: Stage, trail: readonly string[]): void => {
    if (state.get(stage.address) === "done") return;
    if (state.get(stage.address) === "open") {
      found.push({ first: stage, names: [...trail.slice(trail.indexOf(stage.address)), stage.address] });
      return;
    }
    state.set(stage.address, "open");
    for (const above of upstreamOf(stage, pipeline)) visit(above, [...trail, stage.address]);
    state.set(stage.address, "done");
  };
  for (const stage of pipeline) visit(stage, []);
  return found;
}
