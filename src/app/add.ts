import { PawlError } from "../errors.ts";
import type { SharedLocks } from "../ports/run-guard.ts";
import type { DataItem, LockItem } from "../versioning/data-item.ts";
import { writeDataFile } from "../versioning/data-file.ts";
import { updateDataFile } from "../versioning/update-data-file.ts";
import type { TrackedData } from "../versioning/data-file.ts";
import { isBelow, isOverlap, isReserved, joinPath } from "../versioning/repository-path.ts";
import type { Pipeline } from "../versioning/stage.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { ignorePath } from "./pipeline/ignore-path.ts";
import { refuseTracked } from "./pipeline/refuse-tracked.ts";

/** What was put under version control. */
export interface AddResult {
  readonly decision: "positive";
  readonly reasonCode: "data.added" | "data.current";
  readonly added: readonly { readonly path: string; readonly file: string; readonly item: DataItem }[];
}

/** What adding reaches. */
export type AddPorts = Pick<PipelinePorts, "files" | "workspace" | "data" | "ignoreRules" | "guard" | "log">;

/** How long other work on the same paths is waited for. Milliseconds. */
const timeoutMs = 600_000;

/** How to add. */
export interface AddOptions {
  /** Only records what the data is, and puts nothing into the cache. Default false. */
  readonly isUncommitted?: boolean;
}

/**
 * Puts files and directories that no stage makes under version control: into the cache, with a `.dvc` file for git beside
 * each and a line in `.gitignore`. A path inside a directory that has a `.dvc` file changes that directory by this path alone.
 *
 * @param paths relative to the repository.
 * @throws PawlError `data.missing`, `path.refused`, `input.invalid` when a stage makes the path or git keeps it.
 */
export async function add(
  paths: readonly string[],
  ports: AddPorts,
  options: AddOptions = {},
): Promise<AddResult> {
  const { pipeline, tracked } = await loadPipeline(ports.workspace);
  const wanted = paths.map((given) => checkPath(given, pipeline));
  for (const path of wanted) await refuseLinked(path, ports);
  const targets = wanted.map((path) => wholeOf(path, tracked)?.target ?? path);
  for (const target of targets) await refuseTracked(target, ports);
  const locks = await ports.guard.beside({ timeoutMs, onWait: (message) => ports.log.info(message) });
  return locks.claim({ name: "add", reads: [], writes: targets }, async () => {
    // Until the claim was made somebody else may have added to a directory.
    let known = targets.every((target, index) => target === wanted[index])
      ? tracked
      : (await loadPipeline(ports.workspace)).tracked;
    const added: AddResult["added"][number][] = [];
    let isChanged = false;
    for (const path of wanted) {
      const one = await addOne(path, { ports, options, locks, whole: wholeOf(path, known) });
      added.push(one.added);
      const { path: target, item } = one.added;
      known = known.map((data) => (data.target === target ? { ...data, ...item } : data));
      isChanged ||= one.isChanged;
    }
    return { decision: "positive", reasonCode: isChanged ? "data.added" : "data.current", added };
  });
}

function wholeOf(path: string, tracked: readonly TrackedData[]): TrackedData | undefined {
  return tracked.find((data) => isBelow(path, data.target));
}

async function addOne(
  path: string,
  at: {
    readonly ports: AddPorts;
    readonly options: AddOptions;
    readonly locks: SharedLocks;
    readonly whole: TrackedData | undefined;
  },
): Promise<{ readonly added: AddResult["added"][number]; readonly isChanged: boolean }> {
  const { ports, options, locks, whole } = at;
  const item = whole === undefined ? await look(path, ports, options) : await addPart(path, whole, ports);
  const [target, file] = whole === undefined ? [path, `${path}.dvc`] : [whole.target, whole.file];
  const name = whole?.path ?? path.slice(path.lastIndexOf("/") + 1);
  const isChanged = await locks.exclusively(async () => {
    await ignorePath(target, ports);
    return writeIfChanged(file, { ...item, path: name }, ports);
  });
  return { added: { path: target, file, item }, isChanged };
}

function checkPath(given: string, pipeline: Pipeline): string {
  const path = joinPath(given);
  if (path === undefined || path === "") {
    throw new PawlError("path.refused", { message: `${given} is not a path inside the repository.` });
  }
  if (isReserved(path)) {
    throw new PawlError("path.refused", {
      message: `${given} is where git and DVC keep their own.`,
      hint: "Add data that is elsewhere in the repository.",
    });
  }
  if (/(^|\/)dvc\.(yaml|lock)$|\.dvc$/.test(path)) {
    throw new PawlError("path.refused", {
      message: `${given} describes data; it is not data itself.`,
      hint: "Let git keep it: `git add` it.",
    });
  }
  for (const stage of pipeline) {
    const made = stage.outs.find((out) => isOverlap(out.path, path));
    if (made === undefined) continue;
    throw new PawlError("input.invalid", {
      message: `${path} overlaps ${made.path}, an output of stage ${stage.address}.`,
      hint: "`pawl repro` keeps the outputs of stages; add only what no stage makes.",
    });
  }
  return path;
}

/** A `.dvc` file behind a link would be found twice, or not at all. */
async function refuseLinked(path: string, { files }: AddPorts): Promise<void> {
  const link = await files.findLinkedFolder(path);
  if (link === undefined) return;
  throw new PawlError("path.refused", {
    message: `${path} cannot be added: ${link} is a symbolic link to a folder.`,
    hint: "Add it by the path that the link leads to.",
  });
}

async function look(path: string, { data }: AddPorts, { isUncommitted }: AddOptions): Promise<DataItem> {
  const found = isUncommitted === true ? await data.inspect(path) : await data.save(path);
  if (found !== undefined) return found;
  throw new PawlError("data.missing", {
    message: `There is nothing at ${path}.`,
    hint: "Check the path: it is taken relative to the top of the repository.",
  });
}

async function addPart(path: string, whole: TrackedData, { data }: AddPorts): Promise<DataItem> {
  const inside = path.slice(whole.target.length + 1);
  return data.saveInto({ path: whole.target, item: whole, inside });
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
