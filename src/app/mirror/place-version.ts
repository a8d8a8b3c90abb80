import { compare } from "semver";
import { PawlError } from "../../errors.ts";
import type { HubRepository, ModelHub } from "../../ports/model-hub.ts";
import { gitBlobId } from "../../registry/git-blob.ts";
import type { ArtifactState } from "../../registry/registry-state.ts";
import { sha256 } from "../../registry/sha256.ts";
import type { MirroredFile, MirroredVersion } from "./hub-files.ts";
import type { MirrorOutcome } from "./mirror-result.ts";
import { readRecord } from "./read-record.ts";

/** Where a version goes. */
export interface MirrorPlace {
  readonly state: ArtifactState;
  /** `owner/name` on the Hub. */
  readonly hubName: string;
}

const attempts = 8;

/** The branch of a version that must not move `main`, as long as it is being placed. */
export function sideBranch(version: string): string {
  return `pawl-${version}`;
}

/**
 * Brings one version to the Hub: a commit with all its files, then, when they are there byte for byte, the tag. A version that is
 * smaller than one that is there already goes on a branch of its own, which is removed: `main` never goes back.
 *
 * @throws PawlError `registry.contended` when others move the branch eight times in a row, and what the Hub throws.
 */
export async function placeVersion(
  place: MirrorPlace,
  { files, record }: MirroredVersion,
  hub: ModelHub,
): Promise<MirrorOutcome> {
  const { hubName } = place;
  const { version } = record;
  const side = sideBranch(version);
  let sent = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await requireRepository(hubName, hub);
    const tagged = found.tags.get(version);
    if (tagged !== undefined) {
      if (found.branches.has(side)) await hub.removeBranch(hubName, side);
      const isWhole = await holdsFiles(hubName, tagged, files, hub);
      return isWhole ? mirrored(place, version) : differs(place, version);
    }
    const branch = (await isGreatest(place, version, found, hub)) ? "main" : side;
    const head = found.branches.get(branch);
    if (head === undefined) {
      await hub.createBranch(hubName, branch, found.branches.get("main") ?? "main");
    } else if (await holdsFiles(hubName, head, files, hub)) {
      await hub.createTag(hubName, version, head);
    } else if (sent) {
      return incomplete(place, version);
    } else {
      const removed = await staleFiles(hubName, head, files, hub);
      const commit = { branch, parent: head, title: `${record.model} ${version}`, files, removed };
      sent = (await hub.commit(hubName, commit)) === "done";
    }
  }
  throw new PawlError("registry.contended", {
    message: `${record.model} ${version} is not on the Hub: ${hubName} changed in each of ${attempts} attempts.`,
  });
}

async function requireRepository(hubName: string, hub: ModelHub): Promise<HubRepository> {
  const found = await hub.find(hubName);
  if (found !== undefined) return found;
  throw new PawlError("remote.failed", { message: `The model ${hubName} was removed meanwhile.` });
}

/** Whether no greater version of the registry is on the Hub: by its tags, and by the record on `main`, whose tag may be missing. */
async function isGreatest(
  { state, hubName }: MirrorPlace,
  version: string,
  { tags, branches }: HubRepository,
  hub: ModelHub,
): Promise<boolean> {
  const greater = state.versions.filter((entry) => compare(entry.version, version) > 0);
  if (greater.some((entry) => tags.has(entry.version))) return false;
  const onMain = (await readRecord(hubName, branches.get("main"), hub))?.version;
  return !greater.some((entry) => entry.version === onMain);
}

/** Whether a commit has all the files, by sizes and digests. */
async function holdsFiles(
  hubName: string,
  revision: string,
  files: readonly MirroredFile[],
  hub: ModelHub,
): Promise<boolean> {
  const paths = files.map(({ path }) => path);
  const held = new Map((await hub.findFiles(hubName, revision, paths)).map((file) => [file.path, file]));
  for (const { path, bytes } of files) {
    const there = held.get(path);
    if (there?.sizeBytes !== bytes.byteLength) return false;
    const isSame =
      there.sha256 === undefined
        ? there.blobId === (await gitBlobId(bytes))
        : there.sha256 === (await sha256(bytes));
    if (!isSame) return false;
  }
  return true;
}

/** Files of the version before that this one does not have. What is not in its record is somebody else's and stays. */
async function staleFiles(
  hubName: string,
  head: string,
  files: readonly MirroredFile[],
  hub: ModelHub,
): Promise<readonly string[]> {
  const before = await readRecord(hubName, head, hub);
  const wanted = new Set(files.map(({ path }) => path));
  const gone = (before?.files ?? []).map(({ path }) => path).filter((path) => !wanted.has(path));
  return gone.length === 0 ? [] : (await hub.findFiles(hubName, head, gone)).map(({ path }) => path);
}

function mirrored({ hubName }: MirrorPlace, version: string): MirrorOutcome {
  const reason = `${hubName} has ${version}`;
  return { version, decision: "mirrored", reasonCode: "mirrored", reason, hint: null };
}

function differs({ hubName }: MirrorPlace, version: string): MirrorOutcome {
  const reason = `the tag ${version} of ${hubName} is on other files than those of the Release`;
  const hint = "Find out who made the tag on the Hub; remove it there, then run `pawl register` again.";
  return { version, decision: "refused", reasonCode: "mirror.differs", reason, hint };
}

function incomplete({ hubName }: MirrorPlace, version: string): MirrorOutcome {
  const reason = `${hubName} took the commit of ${version} and has other files`;
  const hint = "Look at the repository on the Hub, then run `pawl register` again.";
  return { version, decision: "failed", reasonCode: "mirror.incomplete", reason, hint };
}
