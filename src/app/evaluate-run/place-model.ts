import { failed } from "../../evaluation/gate-judgement.ts";
import type { GateResult } from "../../evaluation/report-schema.ts";
import { type Bench, type CommitFiles, isLocked, placeFile } from "./bench.ts";
import { type ArtifactPorts, findArtifact } from "./read-model-artifact.ts";
import { artifactNames } from "./workflow-files.ts";

/** A larger model of a fork is not fetched: it is held in memory. Unpacked. */
const maxModelBytes = 256 * 2 ** 20;

/** Which model, and where it may come from. */
export interface ModelRequest {
  readonly model: string;
  /** Its path. */
  readonly artifact: string;
  readonly runId: number;
  /** Models of the policy: other names in the archive refuse it. */
  readonly models: readonly string[];
}

/**
 * Puts the model of the head onto the bench: what the head's commit names, from git, cache or remote; else what the run of a
 * fork uploaded, if it is the file that the head's commit names.
 *
 * @returns a failed result when the run uploaded another model than the commit names, else `undefined`; whether there is a
 * model then shows on the bench.
 * @throws PawlError `file.unreadable` for an archive that is refused.
 */
export async function placeModel(
  request: ModelRequest,
  head: CommitFiles,
  bench: Bench,
  ports: ArtifactPorts,
): Promise<GateResult | undefined> {
  if (await placeFile(request.artifact, head, bench)) return undefined;
  const bytes = await readUploaded(request, ports);
  if (bytes === undefined) return undefined;
  await bench.files.write(request.artifact, bytes);
  return (await isLocked(request.artifact, head.view, bench)) === true
    ? undefined
    : notLocked(
        request.model,
        `${request.artifact} that the run uploaded is not the one that dvc.lock of the head names`,
      );
}

/** The result for a model that the head's commit does not name: after a merge nobody could tell that it was this one. */
export function notLocked(model: string, what: string): GateResult {
  const gate = `the model of ${model} is the one that dvc.lock names`;
  const reason = `${what}: run \`pawl repro\` and commit dvc.lock`;
  return { gate, metric: "challenger", slice: null, ...failed("report.model-not-locked", reason) };
}

async function readUploaded(
  { model, models, runId }: ModelRequest,
  ports: ArtifactPorts,
): Promise<Uint8Array | undefined> {
  const artifact = await findArtifact(runId, artifactNames.models, ports);
  if (artifact === undefined) return undefined;
  const allowed = new Set(models.map((name) => `${name}.onnx`));
  const bytes = await ports.workflows.downloadArtifact(artifact.id, maxModelBytes);
  const limits = { maxEntryBytes: maxModelBytes, maxTotalBytes: maxModelBytes };
  const files = await ports.readArchive(bytes, (name) => allowed.has(name), limits);
  return files.get(`${model}.onnx`);
}
