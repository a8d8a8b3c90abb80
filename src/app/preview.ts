import type { LockItem } from "../versioning/data-item.ts";
import { isRestorable, runKey } from "../versioning/run-cache.ts";
import type { Stage } from "../versioning/stage.ts";
import {
  describeChanges,
  findChanges,
  isInputUnchanged,
  reasonsToRun,
  type StageFacts,
} from "../versioning/staleness.ts";
import { gatherFacts } from "./pipeline/gather-facts.ts";
import { loadPipeline, type LoadedPipeline } from "./pipeline/load-pipeline.ts";
import { type Observations, observe } from "./pipeline/observe.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { planReproduction } from "./pipeline/plan-reproduction.ts";
import { findDataChanges } from "./pipeline/process-data-file.ts";
import { readRecordedOutputs } from "./pipeline/restore-run.ts";
import { commandLines } from "./pipeline/run-stage.ts";
import type { ReproduceRequest } from "./reproduce.ts";

/** What `repro` would do with a stage or a `.dvc` file, were those above it current. */
export interface PreviewedStage {
  readonly stage: string;
  readonly state: "run" | "restore" | "unchanged";
  readonly reason: string;
  /** What would run, each in a shell of its own; `[]` for a `.dvc` file and a frozen stage. */
  readonly commands: readonly string[];
}

type PreviewPorts = Pick<PipelinePorts, "files" | "workspace" | "data" | "runCache" | "digest">;

/**
 * What `reproduce` would do, by what is there now: nothing runs, nothing is written or fetched, and no lock is taken. As
 * with DVC, a stage is not shown as stale for what one above it would write.
 *
 * @throws PawlError `stage.unknown`, `dvc.*`, `file.unreadable`
 */
export async function preview(
  request: ReproduceRequest,
  ports: PreviewPorts,
): Promise<readonly PreviewedStage[]> {
  const loaded = await loadPipeline(ports.workspace);
  const { plan, named } = planReproduction(loaded, request);
  const seen = observe(ports);
  const { force } = request;
  return Promise.all(
    plan.map(async (node): Promise<PreviewedStage> => {
      const isForced =
        force === "all" ||
        (force === "targets" ? named.includes(node) : (force?.includes(node.address) ?? false));
      const look = { loaded, seen, isForced, request };
      if (node.stage !== undefined) return previewStage(node.stage, look, ports);
      const changes = await findDataChanges(node.tracked, { seen }, missingOf(request));
      const reason = changes.map(({ data, kind }) => `${data.target} ${kind}`).join("; ");
      return changes.length === 0
        ? { stage: node.address, state: "unchanged", reason: "nothing changed", commands: [] }
        : { stage: node.address, state: "run", reason, commands: [] };
    }),
  );
}

function missingOf(request: ReproduceRequest): { readonly allowsMissing: boolean } {
  return { allowsMissing: request.allowsMissing ?? false };
}

interface Look {
  readonly loaded: LoadedPipeline;
  readonly seen: Observations;
  readonly isForced: boolean;
  readonly request: ReproduceRequest;
}

async function previewStage(stage: Stage, look: Look, ports: PreviewPorts): Promise<PreviewedStage> {
  const options = missingOf(look.request);
  const sight = { ...ports, remote: undefined, seen: look.seen };
  const facts = await gatherFacts(stage, look.loaded, sight, options);
  const changes = reasonsToRun(stage, findChanges(stage, facts, options));
  const reason = look.isForced ? "asked for" : describeChanges(changes);
  if (changes.length === 0 && !look.isForced) {
    return { stage: stage.address, state: "unchanged", reason, commands: [] };
  }
  const known = look.isForced ? [] : await knownOutputs(stage, facts, look, ports);
  if (isInputUnchanged(changes) && isRestorable(stage) && facts.entry !== undefined) {
    known.unshift(facts.entry.outs);
  }
  for (const outs of known) {
    const isWhole = (await Promise.all(outs.map((item) => look.seen.has(item)))).every(Boolean);
    if (isWhole && !look.isForced) return { stage: stage.address, state: "restore", reason, commands: [] };
  }
  const commands = stage.isFrozen ? [] : commandLines(stage.cmd);
  return { stage: stage.address, state: "run", reason, commands };
}

/** Outputs of earlier runs with the same inputs. */
async function knownOutputs(
  stage: Stage,
  facts: StageFacts,
  { request }: Look,
  ports: PreviewPorts,
): Promise<(readonly LockItem[])[]> {
  if (request.ignoresRunCache === true || !isRestorable(stage)) return [];
  const deps = stage.deps.flatMap(({ lockPath }) => {
    const item = facts.deps.get(lockPath);
    return item === undefined ? [] : [{ ...item, path: lockPath }];
  });
  const params = [...facts.params].flatMap(([file, values]) =>
    values === undefined ? [] : [[file, values] as const],
  );
  if (deps.length < stage.deps.length || params.length < stage.params.length) return [];
  const inputs = { cmd: stage.cmd, deps, params: new Map(params) };
  const paths = stage.outs.map((out) => out.lockPath);
  const records = await ports.runCache.find(runKey(inputs, paths, (text) => ports.digest.sha256(text)));
  return records.flatMap((text) => {
    const outs = readRecordedOutputs(text);
    return outs === undefined ? [] : [outs];
  });
}
