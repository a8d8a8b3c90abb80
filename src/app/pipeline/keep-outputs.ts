import { PawlError } from "../../errors.ts";
import type { LockItem } from "../../versioning/data-item.ts";
import { isRunCacheable } from "../../versioning/run-cache.ts";
import type { Stage, StageOutput } from "../../versioning/stage.ts";
import { ignorePath } from "./ignore-path.ts";
import { type LoadedPipeline, lockedItem } from "./load-pipeline.ts";
import type { RunningPorts } from "./pipeline-ports.ts";

/** What keeping outputs depends on besides their stage. */
export interface KeepOptions {
  readonly loaded: LoadedPipeline;
  /** `isUncommitted`: nothing goes into the cache. */
  readonly options: { readonly isUncommitted: boolean };
}

/**
 * Hashes the outputs of a stage that ran, and puts them into the cache.
 *
 * @returns the items for the lock file.
 * @throws PawlError `stage.failed` when one was not written.
 */
export async function saveOutputs(
  stage: Stage,
  { loaded, options }: KeepOptions,
  ports: RunningPorts,
): Promise<readonly LockItem[]> {
  const saved: LockItem[] = [];
  for (const out of stage.outs) {
    // Metrics and plots that git keeps go into the cache too when a later run may be restored: it then has them.
    const isSaved = !options.isUncommitted && (out.isCached || isRunCacheable(stage));
    const item = (await keepLegacy(stage, out, loaded, ports)) ?? (await hash(out, isSaved, ports));
    if (item !== undefined) saved.push({ ...item, path: out.lockPath });
    else {
      throw new PawlError("stage.failed", {
        message: `Stage ${stage.name} ended well but did not write its output ${out.path}.`,
        hint: "Write the file, or take it out of the stage's outs in dvc.yaml.",
      });
    }
  }
  ports.seen.forget(stage.outs.map((out) => out.path));
  return saved;
}

async function hash(
  out: StageOutput,
  isSaved: boolean,
  ports: Pick<RunningPorts, "files" | "data" | "log">,
): Promise<Omit<LockItem, "path"> | undefined> {
  const found = await ports.files.stat(out.path);
  if (found === undefined) return undefined;
  if (found.kind === "file" && found.sizeBytes === 0) ports.log.warning(`${out.path} is empty.`);
  return isSaved ? ports.data.save(out.path) : ports.data.inspect(out.path);
}

/** An entry of DVC 2 stays what it is as long as its content does. */
async function keepLegacy(
  stage: Stage,
  out: StageOutput,
  loaded: LoadedPipeline,
  ports: Pick<RunningPorts, "data">,
): Promise<Omit<LockItem, "path"> | undefined> {
  const locked = lockedItem(loaded, stage, out);
  if (locked?.hash !== "legacy") return undefined;
  const now = await ports.data.inspect(out.path, "legacy");
  const isKept = now?.md5 === locked.md5 && (!out.isCached || (await ports.data.has(locked)));
  return isKept ? now : undefined;
}

/** Has git ignore the outputs that the cache keeps. */
export async function ignoreOutputs(
  stage: Stage,
  ports: Pick<RunningPorts, "files" | "ignoreRules" | "turn">,
): Promise<void> {
  const paths = stage.outs.filter((out) => out.isCached).map((out) => out.path);
  const ignored = await Promise.all(paths.map((path) => ports.ignoreRules.isIgnored(path)));
  const open = paths.filter((_, index) => ignored[index] !== true);
  if (open.length === 0) return;
  await ports.turn.exclusively(async () => {
    for (const path of open) await ignorePath(path, ports);
  });
}
