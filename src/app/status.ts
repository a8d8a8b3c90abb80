import { findChanges, type Change, describeChanges } from "../versioning/staleness.ts";
import { gatherFacts } from "./pipeline/gather-facts.ts";
import { loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";

/** DVC's shape of a status: per stage or `.dvc` file the list of what changed. */
export type DvcStatus = Readonly<Record<string, readonly (string | Readonly<Record<string, unknown>>)[]>>;

/** What would run, and why. */
export interface StatusResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "pipeline.current" | "pipeline.stale";
  /** As `dvc status --json` prints it. */
  readonly dvc: DvcStatus;
  /** One line for each stage or file that changed. */
  readonly reasons: readonly { readonly name: string; readonly reason: string }[];
}

/** Compares the work tree with dvc.lock and the `.dvc` files. Nothing is fetched or written. */
export async function status(
  ports: Pick<PipelinePorts, "files" | "workspace" | "data">,
): Promise<StatusResult> {
  const loaded = await loadPipeline(ports.workspace);
  const dvc: Record<string, readonly (string | Readonly<Record<string, unknown>>)[]> = {};
  const reasons: { name: string; reason: string }[] = [];
  for (const stage of loaded.pipeline) {
    const facts = await gatherFacts(stage, loaded, { ...ports, remote: undefined }, { allowsMissing: false });
    const changes = findChanges(stage, facts, { allowsMissing: false });
    if (changes.length === 0) continue;
    dvc[stage.address] = toDvcStatus(changes);
    reasons.push({ name: stage.address, reason: describeChanges(changes) });
  }
  for (const data of loaded.tracked) {
    const now = await ports.data.inspect(data.target, data.hash);
    if (now?.md5 === data.md5) continue;
    const kind = now === undefined ? "deleted" : "modified";
    dvc[data.file] = [{ "changed outs": { [data.target]: kind } }];
    reasons.push({ name: data.file, reason: `${data.target} ${kind}` });
  }
  const isCurrent = reasons.length === 0;
  return {
    decision: isCurrent ? "positive" : "negative",
    reasonCode: isCurrent ? "pipeline.current" : "pipeline.stale",
    dvc,
    reasons,
  };
}

function toDvcStatus(changes: readonly Change[]): readonly (string | Readonly<Record<string, unknown>>)[] {
  const deps: Record<string, unknown> = {};
  const outs: Record<string, unknown> = {};
  const rest: string[] = [];
  for (const change of changes) {
    if (change.what === "dependency") deps[change.path] = change.kind;
    else if (change.what === "output") outs[change.path] = change.kind;
    else if (change.what === "parameter") {
      const before = deps[change.path];
      deps[change.path] = { ...(typeof before === "object" ? before : {}), [change.key]: change.kind };
    } else rest.push(change.what === "command" ? "changed command" : "always changed");
  }
  return [
    ...(Object.keys(deps).length > 0 ? [{ "changed deps": deps }] : []),
    ...(Object.keys(outs).length > 0 ? [{ "changed outs": outs }] : []),
    ...rest,
  ];
}
