import { parse as parseYaml } from "yaml";
import type { GatePolicy } from "../../config/schema.ts";
import { findDvcPaths } from "../../evaluation/dvc-paths.ts";
import { type Bench, type CommitFiles, placeFile } from "./bench.ts";

/**
 * Puts dvc.yaml of a commit onto the bench, with the metrics and params files that it and the gates name. What the commit does
 * not have, or nobody has the bytes of, is left out.
 */
export async function placeMetricsFiles(
  gates: readonly GatePolicy[],
  commit: CommitFiles,
  bench: Bench,
): Promise<void> {
  await placeFile("dvc.yaml", commit, bench);
  const text = await commit.view.readText("dvc.yaml");
  const paths = findDvcPaths(text === undefined ? undefined : parseYaml(text, { maxAliasCount: 100 }));
  const gated = gates.flatMap(({ metric }) => /^([^:]+\.[A-Za-z0-9]+):./.exec(metric)?.[1] ?? []);
  for (const path of new Set([...paths.metrics, ...paths.params, ...gated])) {
    await placeFile(path, commit, bench);
  }
}
