import type { ArtifactRecord } from "../../runner/host.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { ApiRequest, JsonObject, Router } from "../http/messages.ts";
import { counted, noContent, numberParam, ok, redirect } from "../http/reply.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
import type { ActionsService } from "./actions-service.ts";
import { checkSignature, signedAddress } from "./signed-address.ts";

const base = "/repos/:owner/:repo/actions";

function isExpired({ context }: ActionsService, artifact: ArtifactRecord): boolean {
  return Date.parse(artifact.expiresAt) < context.now().getTime();
}

function renderArtifact(service: ActionsService, artifact: ArtifactRecord): JsonObject {
  const { context, ledger } = service;
  const repository = context.repositoryById(artifact.repositoryId);
  const api =
    repository === undefined ? "" : `${repositoryUrl(context, repository)}/actions/artifacts/${artifact.id}`;
  const run = ledger.findRun(artifact.runId);
  return {
    id: artifact.id,
    node_id: nodeId("MDg6QXJ0aWZhY3Q", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.sizeBytes,
    url: api,
    archive_download_url: `${api}/zip`,
    expired: isExpired(service, artifact),
    created_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    updated_at: artifact.createdAt,
    digest: artifact.digest,
    workflow_run: {
      id: artifact.runId,
      repository_id: artifact.repositoryId,
      head_repository_id: run?.headRepositoryId ?? artifact.repositoryId,
      head_branch: run?.headBranch ?? "",
      head_sha: run?.headSha ?? "",
    },
  };
}

function findArtifact({ store }: ActionsService, request: ApiRequest): ArtifactRecord {
  const artifact = store.artifacts.get(request.repository.id, numberParam(request, "artifact_id"));
  if (artifact === undefined) throw notFound();
  return artifact;
}

function byName(request: ApiRequest, artifacts: readonly ArtifactRecord[]): readonly ArtifactRecord[] {
  const name = request.query.get("name");
  return artifacts.filter((artifact) => name === null || artifact.name === name).toReversed();
}

/** Artifacts: list, get, download, delete. */
export function addArtifactRoutes(app: Router, service: ActionsService): void {
  const { store, artifacts } = service;
  const read = { permission: "actions:read" } as const;
  const render = (artifact: ArtifactRecord): JsonObject => renderArtifact(service, artifact);
  app.route("GET", `${base}/artifacts`, read, (request) =>
    counted(request, "artifacts", byName(request, store.artifacts.list(request.repository.id)), render),
  );
  app.route("GET", `${base}/runs/:run_id/artifacts`, read, (request) =>
    counted(
      request,
      "artifacts",
      byName(request, artifacts.listOfRun(numberParam(request, "run_id"))),
      render,
    ),
  );
  app.route("GET", `${base}/artifacts/:artifact_id`, read, (request) =>
    ok(render(findArtifact(service, request))),
  );
  app.route("DELETE", `${base}/artifacts/:artifact_id`, { permission: "actions:write" }, (request) => {
    artifacts.remove(findArtifact(service, request));
    return noContent();
  });
  app.route("GET", `${base}/artifacts/:artifact_id/:format`, read, (request) => {
    const artifact = findArtifact(service, request);
    if (request.params["format"] !== "zip") throw notFound();
    if (isExpired(service, artifact)) throw new ApiError(410, "Artifact has expired");
    return redirect(signedAddress(service, `/_actions/artifacts/${artifact.id}`));
  });
  app.route("GET", "/_actions/artifacts/:id", { signedBy: "any" }, (request) => {
    checkSignature(service, request);
    const id = numberParam(request, "id");
    const artifact = store.artifacts.all().find((candidate) => candidate.id === id);
    if (artifact === undefined) throw notFound();
    const isZip = artifact.mimeType === "application/zip";
    const file = encodeURIComponent(isZip ? `${artifact.name}.zip` : artifact.name);
    const headers = {
      "content-type": artifact.mimeType,
      "content-disposition": `attachment; filename="${file}"; filename*=UTF-8''${file}`,
    };
    return { status: 200, bytes: artifacts.readZip(artifact), headers };
  });
}
