import { artifactNames } from "../app/evaluate-run/workflow-files.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import type { ModelPolicy } from "../config/schema.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { createArtifacts } from "./compose.ts";

/**
 * Uploads the models that changed as `<model>.onnx`, for who evaluates them again. Needed from a fork alone, which may not
 * write to the remote. Outside a workflow nothing is uploaded.
 */
export async function publishModels(
  evaluations: readonly EvaluateResult[],
  models: Readonly<Record<string, Pick<ModelPolicy, "artifact">>>,
  files: Pick<FileSystem, "readBytes">,
): Promise<void> {
  const changed = evaluations.filter(({ report }) => report.challenger !== null);
  if (changed.length === 0) return;
  const contents = await Promise.all(
    changed.map(async ({ report: { model } }) => ({
      path: `${model}.onnx`,
      content: await files.readBytes(models[model]?.artifact ?? ""),
    })),
  );
  await (await createArtifacts()).upload(artifactNames.models, contents);
}

/** Whether the inputs are those of a fork's pull request: it goes to a base, and there is no branch here to commit to. */
export function isFork(inputs: {
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
}): boolean {
  return inputs.base !== undefined && inputs.branch === undefined;
}
