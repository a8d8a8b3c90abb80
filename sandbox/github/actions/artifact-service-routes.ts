import { artifactNameProblem } from "../../runner/artifact-name.ts";
import type { ArtifactRecord, RunRecord } from "../../runner/host.ts";
import type { ApiResponse, JsonObject, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { uploadAddress } from "./blob-routes.ts";
import { OpenUploads } from "./open-uploads.ts";
import { signedAddress } from "./signed-address.ts";
import { addTwirpService, member, twirpError, type TwirpMethod } from "./twirp.ts";

type Method = (request: JsonObject, run: RunRecord, parts: Parts) => ApiResponse;

interface Parts {
  readonly service: ActionsService;
  readonly uploads: OpenUploads<UploadFacts>;
}

interface UploadFacts {
  readonly jobBackendId: string;
  readonly mimeType: string;
}

/** An attempt of a run has an artifact's name once. */
function uploadName({ backendId }: RunRecord, name: string): string {
  return JSON.stringify([backendId, name]);
}

function findArtifact(service: ActionsService, run: RunRecord, name: string): ArtifactRecord | undefined {
  return service.artifacts.listOfRun(run.id).findLast((artifact) => artifact.name === name);
}

const createArtifact: Method = (request, run, { service, uploads }) => {
  const name = member(request, "name");
  const problem = artifactNameProblem(name);
  if (problem !== undefined) return twirpError(400, "invalid_argument", problem);
  const isTaken = findArtifact(service, run, name)?.runBackendId === run.backendId;
  if (isTaken || uploads.has(uploadName(run, name))) {
    return twirpError(409, "already_exists", "an artifact with this name already exists on the workflow run");
  }
  const mimeType = member(request, "mime_type") || "application/zip";
  const jobBackendId = member(request, "workflow_job_run_backend_id");
  const id = uploads.open(uploadName(run, name), { jobBackendId, mimeType });
  return {
    status: 200,
    body: { ok: true, signed_upload_url: uploadAddress(service, id) },
  };
};

const finalizeArtifact: Method = (request, run, { service, uploads }) => {
  const name = member(request, "name");
  const upload = uploads.finish(uploadName(run, name));
  if (upload === undefined) return twirpError(404, "not_found", "no uploaded artifact of this name");
  const { mimeType, jobBackendId: backendId } = upload.facts;
  const zip = upload.content;
  const artifact = service.artifacts.save(run, { backendId }, { name, zip, mimeType });
  const hash = member(request, "hash");
  if (hash !== "" && hash !== artifact.digest) {
    service.artifacts.remove(artifact);
    return twirpError(400, "invalid_argument", `the digest of the upload is ${artifact.digest}, not ${hash}`);
  }
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
};

const listArtifacts: Method = (request, run, { service }) => {
  const name = member(request, "name_filter");
  const id = member(request, "id_filter");
  const found = service.artifacts
    .listOfRun(run.id)
    .filter(
      (artifact) => (name === "" || artifact.name === name) && (id === "" || String(artifact.id) === id),
    );
  const artifacts = found.map((artifact) => ({
    workflow_run_backend_id: artifact.runBackendId,
    workflow_job_run_backend_id: artifact.jobBackendId,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.sizeBytes),
    created_at: artifact.createdAt,
    digest: artifact.digest,
  }));
  return { status: 200, body: { artifacts } };
};

const getSignedArtifactUrl: Method = (request, run, { service }) => {
  const artifact = findArtifact(service, run, member(request, "name"));
  if (artifact === undefined) return twirpError(404, "not_found", "no artifact of this name");
  return { status: 200, body: { signed_url: signedAddress(service, `/_actions/artifacts/${artifact.id}`) } };
};

const deleteArtifact: Method = (request, run, { service }) => {
  const artifact = findArtifact(service, run, member(request, "name"));
  if (artifact === undefined) return twirpError(404, "not_found", "no artifact of this name");
  service.artifacts.remove(artifact);
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
};

/** The artifact service v4 that `@actions/artifact` speaks to: Twirp in JSON, and blobs in Azure's manner. */
export function addArtifactServiceRoutes(app: Router, service: ActionsService): void {
  const parts: Parts = { service, uploads: new OpenUploads(service.blobs) };
  const of =
    (method: Method): TwirpMethod =>
    (request, run) =>
      method(request, run, parts);
  addTwirpService(app, service, {
    name: "ArtifactService",
    permits: (request, run) => run.backendId === member(request, "workflow_run_backend_id"),
    methods: {
      CreateArtifact: of(createArtifact),
      FinalizeArtifact: of(finalizeArtifact),
      ListArtifacts: of(listArtifacts),
      GetSignedArtifactURL: of(getSignedArtifactUrl),
      DeleteArtifact: of(deleteArtifact),
    },
  });
}
