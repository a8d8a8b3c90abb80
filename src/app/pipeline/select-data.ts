import { PawlError } from "../../errors.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import type { KnownData } from "./load-pipeline.ts";

/**
 * The data that targets mean: a stage, a `.dvc` file, a path or a folder. Default: all of it.
 *
 * @throws PawlError `stage.unknown` for a target that means nothing.
 */
export function selectData(
  known: readonly KnownData[],
  targets: readonly string[] | undefined,
): readonly KnownData[] {
  if (targets === undefined || targets.length === 0) return known;
  const selected = targets.flatMap((target) => {
    const path = target.replace(/^\.\//, "").replace(/\/$/, "");
    const found = known.filter((data) => data.owner === path || isOverlap(data.path, path));
    if (found.length > 0) return found;
    throw new PawlError("stage.unknown", {
      message: `${target} is no stage, no output in dvc.lock and in no .dvc file.`,
      hint: "Run `pawl repro` first, or `pawl add` for data that no stage makes.",
    });
  });
  return [...new Set(selected)];
}
