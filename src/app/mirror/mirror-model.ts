import { PawlError } from "../../errors.ts";
import type { Release, Releases } from "../../ports/github/releases.ts";
import type { HubRepository, ModelHub } from "../../ports/model-hub.ts";
import { mirrorRecordFile } from "../../registry/mirror-record.ts";
import type { ArtifactState, RegisteredVersion } from "../../registry/registry-state.ts";
import type { HubCardExtras } from "./hub-card.ts";
import { readMirroredVersion } from "./hub-files.ts";
import { type MirrorOutcome, toFailed } from "./mirror-result.ts";
import { placeVersion, sideBranch } from "./place-version.ts";
import { readRecord } from "./read-record.ts";

/** What is to be mirrored, and where. */
export interface MirrorRequest {
  readonly state: ArtifactState;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** `owner/name` on the Hub. */
  readonly hubName: string;
  readonly visibility: "private" | "public";
  readonly card: HubCardExtras;
}

/** What mirroring reads and writes. */
export interface MirrorPorts {
  readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
  readonly hub: ModelHub;
}

/**
 * Brings a model repository of the Hub to what the registry says: every version with a published Release is one commit and one
 * tag of its name, oldest first; `main` has the greatest. Versions are found by their tag: run again, nothing is written. Cut
 * short at any point, the next run goes on. The first version that fails ends it: the next run tries it again.
 *
 * @returns one outcome a version that was sent, or one for all when nothing was to be sent.
 * @throws what is no {@link PawlError}, a defect.
 */
export async function mirrorModel(
  request: MirrorRequest,
  ports: MirrorPorts,
): Promise<readonly MirrorOutcome[]> {
  const outcomes: MirrorOutcome[] = [];
  let current: string | null = null;
  try {
    const found = await ports.hub.find(request.hubName);
    await removeLeftBranches(request, found, ports.hub);
    const waiting = await findWaiting(request, found, ports);
    if (waiting.length === 0) return [nothingToDo(request, found)];
    const opened = found ?? (await openRepository(request, ports.hub));
    const refusal = await refuseForeign(request, opened, ports.hub);
    if (refusal !== undefined) return [refusal];
    for (const [version, release] of waiting) {
      current = version.version;
      const outcome = await mirrorVersion(request, { version, release }, ports);
      outcomes.push(outcome);
      if (outcome.decision === "refused" || outcome.decision === "failed") break;
    }
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    outcomes.push(toFailed(current, error));
  }
  return outcomes;
}

/** Of a version whose run ended between its tag and the end of its branch. */
async function removeLeftBranches(
  { state, hubName }: MirrorRequest,
  found: HubRepository | undefined,
  hub: ModelHub,
): Promise<void> {
  for (const { version } of state.versions) {
    const isLeft = found?.tags.has(version) === true && found.branches.has(sideBranch(version));
    if (isLeft) await hub.removeBranch(hubName, sideBranch(version));
  }
}

/** Versions with a published Release and without a tag on the Hub, oldest first. */
async function findWaiting(
  { state }: MirrorRequest,
  found: HubRepository | undefined,
  { releases }: MirrorPorts,
): Promise<readonly (readonly [RegisteredVersion, Release])[]> {
  const waiting: (readonly [RegisteredVersion, Release])[] = [];
  for (const version of state.versions.toReversed()) {
    if (found?.tags.has(version.version) === true) continue;
    const release = await releases.findByTag(version.tag);
    if (release?.draft === false) waiting.push([version, release]);
  }
  return waiting;
}

function nothingToDo({ state }: MirrorRequest, found: HubRepository | undefined): MirrorOutcome {
  const version = state.versions.find((entry) => found?.tags.has(entry.version))?.version ?? null;
  const base = { version, decision: "unchanged", hint: null } as const;
  return version === null
    ? { ...base, reasonCode: "not-published", reason: `${state.artifact} has no published Release` }
    : { ...base, reasonCode: "present", reason: `${state.artifact} ${version} is there already` };
}

async function openRepository(
  { hubName, visibility }: Pick<MirrorRequest, "hubName" | "visibility">,
  hub: ModelHub,
): Promise<HubRepository> {
  await hub.create(hubName, visibility);
  const made = await hub.find(hubName);
  if (made !== undefined) return made;
  throw new PawlError("remote.failed", { message: `The model ${hubName} was created and is not there.` });
}

/** A repository that is public against the policy, or that holds what is not ours, is left alone. */
async function refuseForeign(
  { hubName, visibility, repository, state }: MirrorRequest,
  found: HubRepository,
  hub: ModelHub,
): Promise<MirrorOutcome | undefined> {
  const base = { version: null, decision: "refused" } as const;
  if (!found.isPrivate && visibility === "private") {
    const reason = `${hubName} is public, and the policy does not say \`visibility: public\``;
    const hint =
      "Make it private on the Hub, or write `visibility: public` into registry.mirror.hugging_face.";
    return { ...base, reasonCode: "mirror.public", reason, hint };
  }
  const main = found.branches.get("main");
  const record = await readRecord(hubName, main, hub);
  const isOurs =
    record?.repository.toLowerCase() === repository.toLowerCase() && record.model === state.artifact;
  const isEmpty = record === undefined && (main === undefined || (await isUnused(hubName, main, hub)));
  if (isOurs || isEmpty) return undefined;
  const holder =
    record === undefined ? "files that are not Pawl's" : `${record.model} of ${record.repository}`;
  const reason = `${hubName} holds ${holder}`;
  const hint = `Name another repository in registry.mirror.hugging_face, or empty that one; ${mirrorRecordFile} says whose it is.`;
  return { ...base, reasonCode: "mirror.name-taken", reason, hint };
}

/** What a version would overwrite is not there. A `README.md` that the web page made may be. */
async function isUnused(hubName: string, main: string, hub: ModelHub): Promise<boolean> {
  const ours = ["model.onnx", "manifest.json", "profile.json", "signature.json", mirrorRecordFile];
  return (await hub.findFiles(hubName, main, ours)).length === 0;
}

async function mirrorVersion(
  request: MirrorRequest,
  { version, release }: { readonly version: RegisteredVersion; readonly release: Release },
  { releases, hub }: MirrorPorts,
): Promise<MirrorOutcome> {
  const { repository, card, state, hubName } = request;
  const source = { repository, card, model: state.artifact, version: version.version };
  const wanted = await readMirroredVersion(release, source, releases);
  if (wanted !== undefined) return await placeVersion({ state, hubName }, wanted, hub);
  const reason = `the Release ${version.tag} has no manifest yet`;
  return { version: version.version, decision: "unchanged", reasonCode: "not-published", reason, hint: null };
}
