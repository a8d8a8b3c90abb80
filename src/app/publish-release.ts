import { PawlError } from "../errors.ts";
import type { Release, ReleaseAsset, Releases } from "../ports/github/releases.ts";
import { sha256 } from "../registry/sha256.ts";

/** A file to put into a Release. */
export interface AssetFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Whether other bytes do as well, for a file that is never made twice alike; without it only equal bytes do. */
  readonly isSame?: (held: Uint8Array) => boolean;
}

/** A Release as it shall be in the end. Equal input gives equal bytes, so that a second run finds its own work. */
export interface WantedRelease {
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly assets: readonly AssetFile[];
}

const attempts = 4;

/**
 * Publishes a Release: draft, then one asset after another, each verified by size and digest, then published. Whatever an
 * earlier run or another run at the same time did is taken over; a published Release only gets assets that it lacks, and an
 * immutable one is never written to.
 *
 * @throws PawlError `registry.contended` when an asset is not complete after four attempts; `registry.release-immutable` when
 * an immutable Release lacks what the version needs.
 */
export async function publishRelease(wanted: WantedRelease, releases: Releases): Promise<Release> {
  await ensureDraft(wanted, releases);
  const fixed = await findImmutable(wanted, releases);
  if (fixed !== undefined) return fixed;
  for (const asset of wanted.assets) await ensureAsset(wanted.tag, asset, releases);
  const complete = await requireRelease(wanted.tag, releases);
  if (!complete.draft) return complete;
  const own = new Set(wanted.assets.map((asset) => asset.name));
  // Who may write may have prepared the draft: nothing of theirs is published under our name.
  for (const asset of complete.assets.filter(({ name }) => !own.has(name)))
    await releases.removeAsset(asset.id);
  return await releases.update(complete.id, { name: wanted.name, body: wanted.body, draft: false });
}

/** The Release when nothing can be changed on it; it has to be complete then. */
async function findImmutable(wanted: WantedRelease, releases: Releases): Promise<Release | undefined> {
  const found = await releases.findByTag(wanted.tag);
  if (found?.isImmutable !== true) return undefined;
  const whole = new Set(found.assets.filter(({ state }) => state === "uploaded").map(({ name }) => name));
  const missing = wanted.assets.map((asset) => asset.name).filter((name) => !whole.has(name));
  if (missing.length === 0) return found;
  throw new PawlError("registry.release-immutable", {
    message: `The immutable Release ${wanted.tag} lacks ${missing.join(", ")}.`,
  });
}

async function ensureDraft(wanted: WantedRelease, releases: Releases): Promise<void> {
  const { tag, name, body } = wanted;
  if ((await releases.findByTag(tag)) !== undefined) return;
  const created = await releases.create(tag, { name, body, draft: true });
  const rivals = (await releases.list()).filter((release) => release.tag === tag);
  const winner = rivals.find((release) => !release.draft) ?? leastId(rivals) ?? created;
  if (winner.id !== created.id) await releases.remove(created.id);
}

function leastId(releases: readonly Release[]): Release | undefined {
  return [...releases].sort((a, b) => a.id - b.id)[0];
}

async function requireRelease(tag: string, releases: Releases): Promise<Release> {
  const found = await releases.findByTag(tag);
  if (found !== undefined) return found;
  throw new PawlError("registry.contended", {
    message: `The draft Release of ${tag} was removed meanwhile.`,
  });
}

/** Sends an asset until the Release holds it complete. Another run may send the same one: then it is read again. */
async function ensureAsset(tag: string, file: AssetFile, releases: Releases): Promise<void> {
  const digest = await sha256(file.bytes);
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const release = await requireRelease(tag, releases);
    const held = release.assets.find((asset) => asset.name === file.name);
    if (held !== undefined && (!release.draft || (await isComplete(held, { file, digest }, releases))))
      return;
    try {
      if (held !== undefined) await releases.removeAsset(held.id);
      await releases.uploadAsset(release.id, file);
    } catch (error) {
      if (attempt === attempts - 1 || !isRejected(error)) throw error;
      cause = error;
    }
  }
  const message = `The asset ${file.name} of the Release ${tag} is not complete.`;
  throw new PawlError("registry.contended", { message, cause });
}

function isRejected(error: unknown): boolean {
  return error instanceof PawlError && error.code === "github.request-failed";
}

/** By size and state, and by digest: GitHub's, or the downloaded bytes' where GitHub gives none. */
async function isComplete(
  held: ReleaseAsset,
  wanted: { readonly file: AssetFile; readonly digest: string },
  releases: Releases,
): Promise<boolean> {
  if (held.state !== "uploaded") return false;
  const { isSame } = wanted.file;
  if (isSame !== undefined) return isSame(await releases.downloadAsset(held.id));
  if (held.sizeBytes !== wanted.file.bytes.byteLength) return false;
  if (held.digest !== null) return held.digest === `sha256:${wanted.digest}`;
  return (await sha256(await releases.downloadAsset(held.id))) === wanted.digest;
}
