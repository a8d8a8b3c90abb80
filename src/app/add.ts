import { PawlError } from "../errors.ts";
import { type DataItem, type LockItem } from "../versioning/data-item.ts";
import { writeDataFile } from "../versioning/data-file.ts";
import { updateDataFile } from "../versioning/update-data-file.ts";
import { isOverlap, joinPath } from "../versioning/repository-path.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { ignorePath } from "./pipeline/ignore-path.ts";

/** What was put under version control. */
export interface AddResult {
  readonly decision: "positive";
  readonly reasonCode: "data.added" | "data.current";
  readonly added: readonly { readonly path: string; readonly file: string; readonly item: DataItem }[];
}

/**
 * Puts files and directories that no stage makes under version control: into the cache, with a `.dvc` file for git beside
 * each and a line in `.gitignore`.
 *
 * @param paths relative to the repository.
 * @throws PawlError `data.missing`, `path.refused`, `input.invalid` when a stage makes the path.
 */
export async function add(
  paths: readonly string[],
  ports: Pick<PipelinePorts, "files" | "workspace" | "data" | "ignoreRules">,
): Promise<AddResult> {
  const { pipeline } = await loadPipeline(ports.workspace);
  const outs = pipeline.flatMap((stage) => stage.outs.map((out) => ({ stage, path: out.path })));
  const added: AddResult["added"][number][] = [];
  let isChanged = false;
  for (const given of paths) {
    const path = joinPath(given);
    if (path === undefined || path === "") {
      throw new PawlError("path.refused", { message: `${given} is not a path inside the repository.` });
    }
    const made = outs.find((out) => isOverlap(out.path, path));
    if (made !== undefined) {
      throw new PawlError("input.invalid", {
        message: `${path} overlaps ${made.path}, an output of stage ${made.stage.address}.`,
        hint: "`pawl repro` keeps the outputs of stages; add only what no stage makes.",
      });
    }
    const item = await ports.data.save(path);
    const file = `${path}.dvc`;
    const entry: LockItem = { ...item, path: path.slice(path.lastIndexOf("/") + 1) };
    isChanged = (await writeIfChanged(file, entry, ports)) || isChanged;
    await ignorePath(path, ports);
    added.push({ path, file, item });
  }
  return { decision: "positive", reasonCode: isChanged ? "data.added" : "data.current", added };
}

async function writeIfChanged(
  file: string,
  entry: LockItem,
  ports: Pick<PipelinePorts, "files">,
): Promise<boolean> {
  const before = (await ports.files.stat(file)) === undefined ? undefined : await ports.files.readText(file);
  const text = before === undefined ? writeDataFile(entry) : updateDataFile(before, file, entry);
  if (before === text) return false;
  await ports.files.write(file, text);
  return true;
}
