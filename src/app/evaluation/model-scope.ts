import { PawlError } from "../../errors.ts";
import { findModelStages, type ModelStages } from "../../versioning/model-stages.ts";
import type { Stage } from "../../versioning/stage.ts";
import { openSnapshot, type ReportPorts, type Snapshot, workspaceName } from "../reports/snapshot.ts";

/** The repository in the work tree and at base, and the stages of one model. */
export interface ModelScope {
  readonly head: Snapshot;
  /** `undefined` when there is no base, or its pipelines cannot be read. */
  readonly base: Snapshot | undefined;
  /** `undefined` when no stage makes the artifact: the model came another way. */
  readonly stages: ModelStages | undefined;
}

/**
 * Opens the two sides of a comparison.
 *
 * @param baseSha null when there is nothing to compare with.
 * @throws PawlError `dvc.invalid` and others when the work tree's pipelines cannot be read; `revision.unknown`.
 */
export async function openModelScope(
  request: { readonly artifact: string; readonly baseSha: string | null },
  ports: Pick<ReportPorts, "workspace" | "revisions">,
): Promise<ModelScope> {
  const { artifact, baseSha } = request;
  const head = await openSnapshot(workspaceName, ports);
  const base = baseSha === null ? undefined : await openBase(baseSha, ports);
  return { head, base, stages: stagesOf(artifact, head) };
}

/** What makes the model, what that needs and what needs it, in an order in which they can run. */
export function ownStages({ stages }: Pick<ModelScope, "stages">): readonly Stage[] {
  return stages === undefined ? [] : [...stages.feature, stages.train, ...stages.evaluate];
}

async function openBase(
  baseSha: string,
  ports: Pick<ReportPorts, "workspace" | "revisions">,
): Promise<Snapshot | undefined> {
  try {
    return await openSnapshot(baseSha, ports);
  } catch (error) {
    // The metrics of such a base are noted as unreadable.
    if (error instanceof PawlError && error.code !== "revision.unknown") return undefined;
    throw error;
  }
}

function stagesOf(artifact: string, { loaded }: Snapshot): ModelStages | undefined {
  try {
    return findModelStages(artifact, loaded.pipeline);
  } catch (error) {
    if (error instanceof PawlError && error.code === "config.invalid") return undefined;
    throw error;
  }
}
