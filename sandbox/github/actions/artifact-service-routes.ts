import { artifactNameProblem } from "../../runner/artifact-name.ts";
import type { ArtifactRecord, RunRecord } from "../../runner/host.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { ArtifactUploads } from "./artifact-uploads.ts";
import { uploadAddress } from "./blob-routes.ts";
import { signedAddress } from "./signed-address.ts";
import { member, runOfToken, twirpError } from "./twirp.ts";

type Method = (request: JsonObject, run: RunRecord, parts: Parts) => ApiResponse;

interface Parts {
  readonly service: ActionsService;
  readonly uploads: ArtifactUploads;
}

function findArtifact(service: ActionsService, run: RunRecord, name: string): ArtifactRecord | undefined {
  return service.artifacts.listOfRun(run.id).findLast((artifact) => artifact.name === name);
}

const createArtifact: Method = (request, run, { service, uploads }) => {
  const name = member(request, "name");
  const problem = artifactNameProblem(name);
  if (problem !== undefined) return twirpError(400, "invalid_argument", problem);
  const isTaken = findArtifact(service, run, name)?.runBackendId === run.backendId;
  if (isTaken || uploads.has(run.backendId, name)) {
    return twirpError(409, "already_exists", "an artifact with this name already exists on the workflow run");
  }
  const mimeType = member(request, "mime_type") || "application/zip";
  const id = uploads.open({
    runBackendId: run.backendId,
    jobBackendId: member(request, "workflow_job_run_backend_id"),
    name,
    mimeType,
  });
  return {
    status: 200,
    body: { ok: true, signed_upload_url: uploadAddress(service, id) },
  };
};

const finalizeArtifact: Method = (request, run, { service, uploads }) => {
  const upload = uploads.finish(run.backendId, member(request, "name"));
  if (upload === undefined) return twirpError(404, "not_found", "no uploaded artifact of this name");
  const { name, mimeType, jobBackendId: backendId, content: zip } = upload;
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

const methods: Readonly<Record<string, Method>> = {
  CreateArtifact: createArtifact,
  FinalizeArtifact: finalizeArtifact,
  ListArtifacts: listArtifacts,
  GetSignedArtifactURL: getSignedArtifactUrl,
  DeleteArtifact: deleteArtifact,
};

async function answer(apiRequest: ApiRequest, parts: Parts): Promise<ApiResponse> {
  const name = apiRequest.params["method"] ?? "";
  const method = methods[name];
  if (method === undefined)
    return twirpError(404, "bad_route", `no method ${name} in the sandbox's artifact service`);
  const request = await apiRequest.json();
  const run = runOfToken(parts.service, apiRequest);
  if (run === undefined || run.backendId !== member(request, "workflow_run_backend_id")) {
    return twirpError(403, "permission_denied", "the token is not one of this workflow run");
  }
  return method(request, run, parts);
}

/** The artifact service v4 that `@actions/artifact` speaks to: Twirp in JSON, and blobs in Azure's manner. */
export function addArtifactServiceRoutes(app: Router, service: ActionsService): void {
  const parts: Parts = { service, uploads: new ArtifactUploads(service.blobs) };
  const path = "/twirp/github.actions.results.api.v1.ArtifactService/:method";
  app.route("POST", path, {}, (request) => answer(request, parts));
}
