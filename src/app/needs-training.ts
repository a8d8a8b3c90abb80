import { PawlError } from "../errors.ts";
import type { ModelStagesRequest } from "./feature.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { train } from "./train.ts";

/**
 * Whether a train stage, or one below it, has to run: it is stale, and no earlier run with the same command, dependencies
 * and parameters is known. What can be restored is restored on the way. Run `feature` first.
 *
 * @throws PawlError as {@link train}, `stage.not-restorable` apart.
 */
export async function needsTraining(
  request: Pick<ModelStagesRequest, "models" | "signal">,
  ports: PipelinePorts,
): Promise<boolean> {
  try {
    await train({ ...request, isRestoreOnly: true }, ports);
    return false;
  } catch (error) {
    if (error instanceof PawlError && error.code === "stage.not-restorable") return true;
    throw error;
  }
}
