import { PawlError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Release } from "../ports/github/releases.ts";
import type { RegistryTags } from "../ports/registry-tags.ts";
import { checkRelease } from "../registry/check-release.ts";
import { checkTags } from "../registry/check-tags.ts";
import { readDeploymentPayload } from "../registry/deployment-payload.ts";
import { toFinding, type Finding } from "../registry/finding.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import type { ProvenanceVerdict } from "../registry/provenance.ts";
import { readRegistry, type ArtifactState, type RegisteredVersion } from "../registry/registry-state.ts";
import { sha256 } from "../registry/sha256.ts";
import { readReleasedManifest } from "./released-manifest.ts";

/** What verification reads; it writes nothing. */
export interface VerifyPorts {
  readonly tags: RegistryTags;
  /** Without it only the tags are checked. */
  readonly github?: Pick<GitHub, "releases" | "deployments"> | undefined;
  /** The md5 of an artifact in `dvc.lock` at a commit, null for none; `undefined` when the commit is not here. */
  readonly readLockMd5?:
    ((commit: string, artifact: string) => Promise<string | null | undefined>) | undefined;
  /** Judges where a released model comes from; without it that is not checked. */
  readonly verifyProvenance?:
    | ((model: { readonly release: Release; readonly sha256: string }) => Promise<ProvenanceVerdict>)
    | undefined;
  /** Compares a model's mirror with the manifests of its published versions; without it that is not checked. */
  readonly checkMirror?:
    ((model: string, manifests: ReadonlyMap<string, Manifest>) => Promise<readonly Finding[]>) | undefined;
  readonly clock: Pick<Clock, "now">;
}

/** What is to be verified. */
export interface VerifyRequest {
  /** This model only. */
  readonly model?: string | undefined;
  /** Models of the policy. */
  readonly models: readonly string[];
  /** `live`: manifests and assets of the three greatest versions and of those that an environment holds. */
  readonly depth: "all" | "live";
}

/** What was looked at, and what contradicts. */
export interface VerifyResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "verified" | "contradictions";
  readonly checked: {
    readonly tags: number;
    /** Null: GitHub was not asked. */
    readonly releases: number | null;
    readonly manifests: number;
    /** Versions whose `dvc.lock` was read. */
    readonly locks: number;
    /** Versions that were looked for at the mirror. Null: it was not asked. */
    readonly mirrored: number | null;
  };
  readonly findings: readonly Finding[];
}

const watchedVersions = 3;

/** Compares the tags with each other, and each version's tag, Release, manifest, assets, `dvc.lock` and Deployments. */
export async function verifyModels(request: VerifyRequest, ports: VerifyPorts): Promise<VerifyResult> {
  const { annotated, others } = await ports.tags.read();
  const now = ports.clock.now();
  const isMeant = (model: string): boolean => request.model === undefined || model === request.model;
  const states = [...readRegistry(annotated).values()].filter((state) => isMeant(state.artifact));
  const findings = checkTags({ annotated, others, models: request.models, now }).filter(({ model }) =>
    isMeant(model),
  );
  const released = await verifyReleases(request, states, ports);
  const all = [...findings, ...(released?.findings ?? [])];
  return {
    decision: all.length === 0 ? "positive" : "negative",
    reasonCode: all.length === 0 ? "verified" : "contradictions",
    checked: {
      tags: annotated.length + others.length,
      releases: released?.releases ?? null,
      manifests: released?.manifests ?? 0,
      locks: released?.locks ?? 0,
      mirrored: ports.checkMirror === undefined ? null : (released?.mirrored ?? null),
    },
    findings: all,
  };
}

interface Released {
  readonly releases: number;
  readonly manifests: number;
  readonly locks: number;
  readonly mirrored: number;
  readonly findings: readonly Finding[];
}

async function verifyReleases(
  { depth }: VerifyRequest,
  states: readonly ArtifactState[],
  ports: VerifyPorts,
): Promise<Released | undefined> {
  const { github, readLockMd5 } = ports;
  if (github === undefined) return undefined;
  const byTag = groupByTag(await github.releases.list());
  const sums = { releases: 0, manifests: 0, locks: 0, mirrored: 0 };
  const findings: Finding[] = [];
  for (const state of states) {
    const manifests = new Map<string, Manifest>();
    const published = new Map<string, Manifest>();
    for (const [at, version] of state.versions.entries()) {
      const releases = byTag.get(version.tag) ?? [];
      const isDeep = depth === "all" || at < watchedVersions || isHeld(state, version);
      const seen = await readSeen(releases[0], isDeep, github);
      const { manifest } = seen;
      const artifact = typeof manifest === "string" ? undefined : manifest.artifact.path;
      const lockMd5 = artifact === undefined ? undefined : await readLockMd5?.(version.commitSha, artifact);
      const checked = releases.map((release, index) => (index === 0 ? (seen.release ?? release) : release));
      const material = { model: state.artifact, version, releases: checked, manifest, lockMd5 };
      findings.push(...(await checkRelease(material)));
      sums.releases += releases.length;
      sums.locks += lockMd5 === undefined ? 0 : 1;
      if (typeof manifest === "string") continue;
      sums.manifests += 1;
      manifests.set(version.version, manifest);
      if (seen.release?.draft === false) published.set(version.version, manifest);
      findings.push(
        ...(await checkProvenance({ model: state.artifact, version }, { ...seen, manifest }, ports)),
      );
    }
    findings.push(...(await checkDeployments(state, manifests, github)));
    findings.push(...((await ports.checkMirror?.(state.artifact, published)) ?? []));
    sums.mirrored += published.size;
  }
  return { ...sums, findings };
}

async function checkProvenance(
  { model, version }: { readonly model: string; readonly version: RegisteredVersion },
  { manifest, release }: { readonly manifest: Manifest; readonly release?: Release },
  { verifyProvenance }: Pick<VerifyPorts, "verifyProvenance">,
): Promise<readonly Finding[]> {
  if (verifyProvenance === undefined || release === undefined) return [];
  const verdict = await verifyProvenance({ release, sha256: manifest.artifact.sha256 });
  if (verdict.decision === "verified") return [];
  return [toFinding(verdict.reasonCode, { model, tag: version.tag }, verdict.reason)];
}

/** The published or else the oldest first, as everyone else reads them. */
function groupByTag(releases: readonly Release[]): ReadonlyMap<string, readonly Release[]> {
  const found = new Map<string, Release[]>();
  for (const release of [...releases].sort((a, b) => a.id - b.id)) {
    const list = found.get(release.tag) ?? [];
    found.set(release.tag, list);
    list.push(release);
  }
  return found;
}

function isHeld(state: ArtifactState, { version }: RegisteredVersion): boolean {
  return [...state.environments.values()].some(({ current }) => current?.version === version);
}

async function readSeen(
  release: Release | undefined,
  isDeep: boolean,
  { releases }: Pick<GitHub, "releases">,
): Promise<{ readonly manifest: Manifest | "missing" | "invalid" | "unread"; readonly release?: Release }> {
  if (release === undefined || !isDeep) return { manifest: "unread" };
  const manifest = await readManifest(release, releases);
  if (typeof manifest === "string") return { manifest };
  const assets: Release["assets"][number][] = [];
  for (const asset of release.assets) {
    // GitHub gives no digest of assets that are older than the field.
    const isUnknown = asset.digest === null && asset.state === "uploaded";
    const digest = isUnknown
      ? `sha256:${await sha256(await releases.downloadAsset(asset.id))}`
      : asset.digest;
    assets.push({ ...asset, digest });
  }
  return { manifest, release: { ...release, assets } };
}

async function readManifest(
  release: Release,
  releases: GitHub["releases"],
): Promise<Manifest | "missing" | "invalid"> {
  try {
    return (await readReleasedManifest(release, releases)) ?? "missing";
  } catch (error) {
    if (error instanceof PawlError && error.code === "registry.manifest-invalid") return "invalid";
    throw error;
  }
}

/** What an environment was told to run against what its assignment says. */
async function checkDeployments(
  state: ArtifactState,
  manifests: ReadonlyMap<string, Manifest>,
  { deployments }: Pick<GitHub, "deployments">,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [environment, { current }] of state.environments) {
    if (current === undefined) continue;
    for (const deployment of await deployments.list(environment)) {
      const payload = readDeploymentPayload(deployment.payload);
      if (payload?.tag !== current.tag) continue;
      const wanted = manifests.get(current.version ?? "")?.artifact.sha256;
      if (payload.version === current.version && (wanted ?? payload.sha256) === payload.sha256) continue;
      const said = `${payload.version} with sha256 ${payload.sha256}`;
      const reason = `Deployment ${deployment.id} of ${current.tag} runs ${said}; the registry says ${current.version ?? ""} ${wanted ?? ""}`;
      findings.push(toFinding("deployment.differs", { model: state.artifact, tag: current.tag }, reason));
    }
  }
  return findings;
}
