import { PawlError } from "../../errors.ts";
import type { Release, Releases } from "../../ports/github/releases.ts";
import { predictionsAsset } from "../../registry/asset-name.ts";
import { type MirrorRecord, mirrorRecordFile } from "../../registry/mirror-record.ts";
import { provenanceAsset } from "../../registry/provenance.ts";
import { sha256 } from "../../registry/sha256.ts";
import { type HubCardExtras, renderHubCard } from "./hub-card.ts";
import { manifestAsset, readReleasedManifest } from "../released-manifest.ts";

/** One file of a version as the Hub shall have it. */
export interface MirroredFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files of a version; the record is the last one. */
export interface MirroredVersion {
  readonly files: readonly MirroredFile[];
  readonly record: MirrorRecord;
}

/** What the record names besides the Release. */
export interface MirrorSource {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly model: string;
  readonly version: string;
  readonly card: HubCardExtras;
}

const cardAsset = "MODEL_CARD.md";
const hubCard = "README.md";

/**
 * A version's files out of its Release: all that the manifest names but the answers for the evaluation rows, the manifest, the
 * provenance, and the card as `README.md`. Equal Releases and equal policy make equal bytes.
 *
 * @returns `undefined` when the Release has no complete manifest.
 * @throws PawlError `registry.manifest-invalid` when an asset is not what the manifest says, or the card's front matter is broken.
 */
export async function readMirroredVersion(
  release: Release,
  { repository, card, model, version }: MirrorSource,
  releases: Pick<Releases, "downloadAsset">,
): Promise<MirroredVersion | undefined> {
  const manifest = await readReleasedManifest(release, releases);
  if (manifest === undefined) return undefined;
  if (manifest.model !== model || manifest.version !== version) throw changed(release, manifestAsset);
  const files: MirroredFile[] = [];
  for (const { name, sha256: digest } of manifest.assets) {
    if (name === predictionsAsset) continue;
    const bytes = await download(release, name, releases);
    if (bytes === undefined || (await sha256(bytes)) !== digest) throw changed(release, name);
    files.push(
      name === cardAsset ? toHubCard(bytes, card, release) : { path: requireName(name, release), bytes },
    );
  }
  const manifestBytes = await download(release, manifestAsset, releases);
  if (manifestBytes === undefined) throw changed(release, manifestAsset);
  const provenance = await download(release, provenanceAsset, releases);
  files.push({ path: manifestAsset, bytes: manifestBytes });
  if (provenance !== undefined) files.push({ path: provenanceAsset, bytes: provenance });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const record: MirrorRecord = {
    schema: "pawl.mirror/1",
    repository,
    model: manifest.model,
    version: manifest.version,
    tag: release.tag,
    commit: manifest.commit,
    release: release.url,
    manifest: await sha256(manifestBytes),
    files: await Promise.all(files.map(describeFile)),
  };
  const text = `${JSON.stringify(record, null, 2)}\n`;
  return { files: [...files, { path: mirrorRecordFile, bytes: new TextEncoder().encode(text) }], record };
}

async function download(
  release: Release,
  name: string,
  releases: Pick<Releases, "downloadAsset">,
): Promise<Uint8Array | undefined> {
  const asset = release.assets.find((entry) => entry.name === name && entry.state === "uploaded");
  return asset && (await releases.downloadAsset(asset.id));
}

/** GitHub's own grammar of asset names; a manifest may say anything. */
function requireName(name: string, release: Release): string {
  const taken = [hubCard, mirrorRecordFile, manifestAsset, provenanceAsset].map((path) => path.toLowerCase());
  if (/^[A-Za-z0-9_][\w.-]{0,150}$/.test(name) && !taken.includes(name.toLowerCase())) return name;
  throw new PawlError("registry.manifest-invalid", {
    message: `The manifest of the Release ${release.tag} names an asset ${JSON.stringify(name.slice(0, 200))}, which cannot be mirrored.`,
  });
}

function toHubCard(bytes: Uint8Array, extras: HubCardExtras, release: Release): MirroredFile {
  const text = renderHubCard(new TextDecoder().decode(bytes), extras);
  if (text !== undefined) return { path: hubCard, bytes: new TextEncoder().encode(text) };
  throw new PawlError("registry.manifest-invalid", {
    message: `The front matter of ${cardAsset} in the Release ${release.tag} is no YAML mapping.`,
  });
}

function changed(release: Release, name: string): PawlError {
  return new PawlError("registry.manifest-invalid", {
    message: `${name} of the Release ${release.tag} is missing, or not what its manifest says.`,
  });
}

async function describeFile({ path, bytes }: MirroredFile): Promise<MirrorRecord["files"][number]> {
  return { path, sizeBytes: bytes.byteLength, sha256: await sha256(bytes) };
}
