import type { SbomWriter } from "../ports/sbom-writer.ts";
import { describeSignature } from "../registry/signature-schema.ts";
import { modelAssetName, predictionsAsset, sbomAsset, signatureAsset } from "../registry/asset-name.ts";
import { createBill, type BillOfMaterials } from "../registry/bill-of-materials.ts";
import { digestNotes, releaseName } from "../registry/check-release.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import type { RegisteredVersion } from "../registry/registry-state.ts";
import { sha256 } from "../registry/sha256.ts";
import type { VersionDecision } from "../registry/version-rule.ts";
import { renderModelCard } from "../report/model-card.ts";
import { renderReleaseNotes } from "../report/release-notes.ts";
import type { ArtifactContent } from "./artifact-file.ts";
import type { DeclaredPackages } from "./declared-packages.ts";
import type { AssetFile, WantedRelease } from "./publish-release.ts";
import { type ArtifactLineage, type ModelDescription, type RegisterRequest } from "./model-candidate.ts";
import { manifestAsset } from "./released-manifest.ts";

const octets = "application/octet-stream";

/** Everything that a Release is made of. */
export interface ReleaseMaterial {
  readonly request: RegisterRequest;
  readonly lineage: ArtifactLineage;
  /** What the Release holds of the artifact. */
  readonly bytes: Uint8Array;
  readonly content: ArtifactContent["kind"];
  readonly packages: DeclaredPackages;
  readonly repositoryUrl: string | null;
  readonly digests: Manifest["digests"];
  readonly description: ModelDescription;
  readonly decision: VersionDecision;
  readonly version: RegisteredVersion;
}

/**
 * Builds the Release of a version: the model, `profile.json`, `MODEL_CARD.md`, `signature.json` of ONNX, `sbom.cdx.json`, the
 * answers of a model with `evaluation.predictions`, and `manifest.json`, which names the others.
 */
export async function buildRelease(
  material: ReleaseMaterial,
  renderSbom: SbomWriter["write"],
): Promise<WantedRelease> {
  const { request, version, description, bytes, lineage } = material;
  const draft = await buildManifest(material);
  const kept = description.predictions;
  const content = {
    manifest: draft,
    policy: request.policy,
    report: description.report,
    stages: lineage.stages,
    environments: request.policy.environments,
  };
  const signature = describeSignature(draft);
  const files = [
    { name: draft.artifact.asset, contentType: octets, bytes },
    toTextFile("profile.json", "application/json", toJson(description.profile)),
    toTextFile("MODEL_CARD.md", "text/markdown; charset=utf-8", renderModelCard(content)),
    ...(signature === undefined ? [] : [toTextFile(signatureAsset, "application/json", toJson(signature))]),
    toTextFile(sbomAsset, "application/vnd.cyclonedx+json", renderSbom(await describeBill(material, draft))),
    ...(kept === undefined ? [] : [{ name: predictionsAsset, contentType: octets, bytes: kept.bytes }]),
  ];
  const body = renderReleaseNotes(content);
  const manifest: Manifest = {
    ...draft,
    notes: { sha256: await digestNotes(body) },
    assets: await Promise.all(files.map(describeFile)),
  };
  return {
    tag: version.tag,
    name: releaseName(manifest),
    body,
    assets: [...files, toTextFile(manifestAsset, "application/json", toJson(manifest))],
  };
}

function describeBill(material: ReleaseMaterial, manifest: Manifest): Promise<BillOfMaterials> {
  const { request, lineage, packages, repositoryUrl } = material;
  return createBill({
    manifest,
    description: request.policy.description,
    stages: lineage.stages,
    packages: packages.packages,
    unreadPackages: packages.unread,
    repositoryUrl,
  });
}

async function buildManifest(material: ReleaseMaterial): Promise<Manifest> {
  const { request, lineage, bytes, content, digests, description, decision, version } = material;
  const evaluation = request.policy.evaluation;
  return {
    schema: "pawl.manifest/1",
    model: request.model,
    version: version.version,
    commit: version.commitSha,
    task: request.policy.task,
    artifact: {
      path: request.policy.artifact,
      asset: modelAssetName({
        path: request.policy.artifact,
        isOnnx: description.signature !== null,
        isDirectory: content === "tree",
        isPointer: content === "pointer",
      }),
      sizeBytes: bytes.byteLength,
      sha256: await sha256(bytes),
      md5: lineage.md5,
    },
    signature: description.signature,
    columns: {
      id: evaluation?.id ?? null,
      timestamp: evaluation?.timestamp ?? null,
      target: evaluation?.target ?? null,
    },
    digests,
    bump: { level: decision.level, reason: decision.reason, previous: decision.previous },
    examples: description.examples,
    ...(description.predictions === undefined ? {} : { predictions: description.predictions.basis }),
    assets: [],
    // The tag's date, not the clock: a second run makes the same bytes.
    createdAt: version.registeredAt,
  };
}

function toTextFile(name: string, contentType: string, text: string): AssetFile {
  return { name, contentType, bytes: new TextEncoder().encode(text) };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function describeFile(file: AssetFile): Promise<Manifest["assets"][number]> {
  return { name: file.name, sizeBytes: file.bytes.byteLength, sha256: await sha256(file.bytes) };
}
