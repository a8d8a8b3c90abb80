import { join, resolve } from "node:path";
import picomatch from "picomatch";
import type { ActionCall } from "../action-call.ts";
import type { ArtifactRecord } from "../host.ts";
import type { StepScope } from "../job-state.ts";
import { WorkflowError } from "../workflow-error.ts";
import { booleanInput, refuseInputs, textInput, type BuiltinAction } from "./builtin-action.ts";
import { unpackZip } from "./zip-archive.ts";

function newestByName(artifacts: readonly ArtifactRecord[]): readonly ArtifactRecord[] {
  return [...new Map(artifacts.map((artifact) => [artifact.name, artifact])).values()];
}

function select(scope: StepScope, call: ActionCall): readonly ArtifactRecord[] {
  const { host, run } = scope.job;
  const runId = Number(textInput(call, "run-id", String(run.id)));
  const all = newestByName(host.artifacts.listOfRun(runId)).filter(
    ({ repositoryId }) => repositoryId === run.repositoryId,
  );
  const name = textInput(call, "name");
  const ids = textInput(call, "artifact-ids")
    .split(",")
    .filter((id) => id !== "")
    .map(Number);
  if (name !== "" && ids.length > 0)
    throw new WorkflowError("Inputs 'name' and 'artifact-ids' cannot be used together");
  if (name !== "") {
    const found = all.filter((artifact) => artifact.name === name);
    if (found.length === 0)
      throw new WorkflowError(`Unable to download artifact(s): Artifact not found for name: ${name}`);
    return found;
  }
  if (ids.length > 0) return all.filter(({ id }) => ids.includes(id));
  const pattern = textInput(call, "pattern");
  return pattern === "" ? all : all.filter((artifact) => picomatch(pattern)(artifact.name));
}

async function download(scope: StepScope, call: ActionCall): Promise<Readonly<Record<string, string>>> {
  const { host, paths, log } = scope.job;
  refuseInputs(call, ["repository"]);
  const target = resolve(paths.workspace, textInput(call, "path", "."));
  const artifacts = select(scope, call);
  const isSingle =
    textInput(call, "name") !== "" || textInput(call, "artifact-ids").split(",").filter(Boolean).length === 1;
  const isMerged = isSingle || booleanInput(call, "merge-multiple", false);
  for (const artifact of artifacts) {
    const directory = isMerged ? target : join(target, artifact.name);
    const names = await unpackZip(host.artifacts.readZip(artifact), directory);
    log.line(`Downloaded ${artifact.name}: ${names.length} file(s) to ${directory}`);
  }
  log.line(`Total of ${artifacts.length} artifact(s) downloaded`);
  return { "download-path": target };
}

/** `actions/download-artifact`, for runs of the same repository. */
export const downloadArtifactAction: BuiltinAction = { run: download };
