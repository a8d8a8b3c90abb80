import { PawlError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { SbomWriter } from "../ports/sbom-writer.ts";
import type { Release } from "../ports/github/releases.ts";
import type { ProvenanceSigning } from "../ports/provenance.ts";
import { digestMaterial } from "../registry/digests.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { nextTaggerDate, type ArtifactState, type RegisteredVersion } from "../registry/registry-state.ts";
import { formatTag, tagMessage } from "../registry/tags.ts";
import { decideVersion, readBumpLabel, type VersionDecision } from "../registry/version-rule.ts";
import type { ArtifactContent } from "./artifact-file.ts";
import type { DescribedCandidate } from "./describe-model.ts";
import { type ArtifactLineage, type ModelDescription, type RegisterRequest } from "./model-candidate.ts";
import { readDeclaredPackages } from "./declared-packages.ts";
import { readModelState } from "./promotion-facts.ts";
import { publishRelease } from "./publish-release.ts";
import { signRelease, type ReleaseProvenance } from "./sign-release.ts";
import { buildRelease, type ReleaseMaterial } from "./release-files.ts";
import { readReleasedManifest } from "./released-manifest.ts";

/** What registration reads and writes. */
export type RegisterPorts = Pick<GitHub, "gitData" | "releases" | "pullRequests"> & {
  readonly clock: Clock;
  /** Signs what the Release holds. */
  readonly provenance: ProvenanceSigning;
  /** Reads `dvc.lock` at a commit; `undefined` when no stage made the artifact there. */
  readonly readLineage: (commit: string, artifact: string) => Promise<ArtifactLineage | undefined>;
  /** The bytes of the artifact as `dvc.lock` at the commit names it; of a folder its list. `readArtifactFile` with its ports. */
  readonly readArtifact: (commit: string, path: string) => Promise<ArtifactContent>;
  /** The text of a file at the top of the repository at a commit; `undefined` when it is not there. */
  readonly readText: (commit: string, path: string) => Promise<string | undefined>;
  /** Writes the bill of materials. */
  readonly renderSbom: SbomWriter["write"];
  /** Address of the repository, for the bill of materials; null when it is not known. */
  readonly repositoryUrl: string | null;
  /** Runs the model over the evaluation rows; `describeModel` of describe-model.ts with its ports. */
  readonly describe: (candidate: DescribedCandidate) => Promise<ModelDescription>;
};

/** What came of it. */
export type RegisterResult =
  | {
      readonly decision: "registered";
      /** `resumed`: an earlier run, cut short, had written the tag. */
      readonly reasonCode: "registered" | "resumed";
      readonly reason: string;
      readonly model: string;
      readonly version: string;
      readonly tag: string;
      readonly level: VersionDecision["level"];
      readonly releaseUrl: string;
      readonly provenance: ReleaseProvenance;
    }
  | {
      readonly decision: "unchanged";
      /** `not-built`: `dvc.lock` has no artifact. `unchanged`: the greatest version has the same bytes. */
      readonly reasonCode: "unchanged" | "not-built";
      readonly reason: string;
      readonly model: string;
      readonly version: string | null;
    };

const attempts = 5;

/**
 * Registers a version of a model when its artifact is new: annotated tag first, then a draft Release with its assets,
 * then published. Run again after a crash at any point, or twice at the same time, it ends with one tag and one Release.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row, and what the ports throw.
 */
export async function register(request: RegisterRequest, ports: RegisterPorts): Promise<RegisterResult> {
  const { model, commit, policy } = request;
  const lineage = await ports.readLineage(commit, policy.artifact);
  if (lineage === undefined) {
    const reason = `dvc.lock at ${commit.slice(0, 7)} has no output ${policy.artifact}`;
    return { decision: "unchanged", reasonCode: "not-built", reason, model, version: null };
  }
  let taken = "";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const state = await readModelState(model, ports);
    const standing = await findStanding(state, request, lineage, ports);
    if (standing?.isComplete === true) return toUnchanged(model, standing.version);
    const candidate = await describeCandidate(
      request,
      lineage,
      { state, standing: standing?.version },
      ports,
    );
    if (standing !== undefined) return await publish(candidate, standing.version, "resumed", ports);
    const version = await writeTag(candidate, state, ports);
    if (version !== "exists") return await publish(candidate, version, "registered", ports);
    taken = formatTag({
      kind: "register",
      artifact: model,
      version: candidate.decision.version,
      counter: null,
    });
  }
  throw new PawlError("registry.contended", {
    message: `${model} at ${commit.slice(0, 7)} cannot be registered: the tag ${taken} was taken in each of ${attempts} attempts.`,
    hint: `If ${taken} is no annotated tag, somebody made it by hand: remove it with \`git push --delete origin '${taken}'\`, then run again.`,
  });
}

function toUnchanged(model: string, { version }: RegisteredVersion): RegisterResult {
  const reason = `${model} ${version} has this artifact already`;
  return { decision: "unchanged", reasonCode: "unchanged", reason, model, version };
}

interface Standing {
  readonly version: RegisteredVersion;
  readonly isComplete: boolean;
}

/** The version on this commit, else the greatest one when it has the same artifact. */
async function findStanding(
  state: ArtifactState,
  request: RegisterRequest,
  lineage: ArtifactLineage,
  ports: RegisterPorts,
): Promise<Standing | undefined> {
  const onCommit = state.versions.find((entry) => entry.commitSha === request.commit);
  const version = onCommit ?? state.versions[0];
  if (version === undefined) return undefined;
  const release = await ports.releases.findByTag(version.tag);
  const manifest = release && (await readReleasedManifest(release, ports.releases));
  const isComplete = release !== undefined && manifest !== undefined && isPublished(release, manifest);
  if (onCommit !== undefined) return { version, isComplete };
  const md5 =
    manifest?.artifact.md5 ?? (await ports.readLineage(version.commitSha, request.policy.artifact))?.md5;
  return md5 === lineage.md5 ? { version, isComplete } : undefined;
}

function isPublished(release: Release, manifest: Manifest): boolean {
  const uploaded = release.assets.filter((asset) => asset.state === "uploaded").map((asset) => asset.name);
  return !release.draft && manifest.assets.every((asset) => uploaded.includes(asset.name));
}

type Candidate = Omit<ReleaseMaterial, "version" | "repositoryUrl">;

async function describeCandidate(
  request: RegisterRequest,
  current: ArtifactLineage,
  place: { readonly state: ArtifactState; readonly standing: RegisteredVersion | undefined },
  ports: RegisterPorts,
): Promise<Candidate> {
  const { state, standing } = place;
  const commit = standing?.commitSha ?? request.commit;
  const lineage = (await ports.readLineage(commit, request.policy.artifact)) ?? current;
  const older =
    standing === undefined ? state.versions : state.versions.slice(state.versions.indexOf(standing) + 1);
  const previous = await readNewestManifest(older, ports);
  const { kind, bytes } = await ports.readArtifact(commit, request.policy.artifact);
  const description = await ports.describe({
    request: { ...request, commit },
    bytes,
    content: kind,
    previous,
  });
  const digests = await digestMaterial(lineage.material);
  const merged = (await ports.pullRequests.findByCommit(commit)).filter((entry) => entry.merged);
  const decision = decideVersion({
    greatest: older[0]?.version,
    previous,
    candidate: { signature: description.signature, digests },
    label: readBumpLabel(merged.flatMap((entry) => entry.labels)),
  });
  const packages = await readDeclaredPackages(commit, ports.readText);
  return { request, lineage, bytes, content: kind, digests, description, decision, packages };
}

/** The manifest of the greatest version that has one: another run may be about to publish the greatest. */
async function readNewestManifest(
  greatestFirst: readonly RegisteredVersion[],
  ports: RegisterPorts,
): Promise<Manifest | undefined> {
  for (const version of greatestFirst) {
    const release = await ports.releases.findByTag(version.tag);
    const manifest = release && (await readReleasedManifest(release, ports.releases));
    if (manifest !== undefined) return manifest;
  }
  return undefined;
}

async function writeTag(
  { request, decision }: Candidate,
  state: ArtifactState,
  ports: RegisterPorts,
): Promise<RegisteredVersion | "exists"> {
  const { version } = decision;
  const event = { kind: "register", artifact: request.model, version, counter: null } as const;
  const name = formatTag(event);
  const taggedAt = nextTaggerDate(state.lastTaggedAt, ports.clock.now());
  const commitSha = request.commit;
  const written = await ports.gitData.createTag({ name, message: tagMessage(event), commitSha, taggedAt });
  return written === "exists" ? "exists" : { version, tag: name, commitSha, registeredAt: taggedAt };
}

async function publish(
  candidate: Candidate,
  version: RegisteredVersion,
  reasonCode: "registered" | "resumed",
  ports: RegisterPorts,
): Promise<RegisterResult> {
  const { request, decision } = candidate;
  const { renderSbom, repositoryUrl } = ports;
  const built = await buildRelease({ ...candidate, version, repositoryUrl }, renderSbom);
  const { wanted, provenance } = await signRelease(built, version.commitSha, ports);
  const release = await publishRelease(wanted, ports.releases);
  return {
    decision: "registered",
    reasonCode,
    reason: `${request.model} ${version.version}: ${decision.reason}`,
    model: request.model,
    version: version.version,
    tag: version.tag,
    level: decision.level,
    releaseUrl: release.url,
    provenance,
  };
}
