import type { Releases } from "../ports/github/releases.ts";
import type { ProvenanceSigning } from "../ports/provenance.ts";
import { findSignedAbout, longestBundle, provenanceAsset } from "../registry/provenance.ts";
import { sha256 } from "../registry/sha256.ts";
import type { WantedRelease } from "./publish-release.ts";

/** What the signing of a Release needs. */
export interface SignReleasePorts {
  readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
  readonly provenance: ProvenanceSigning;
}

/** How a Release is signed; `none` says why not. */
export type ReleaseProvenance =
  { readonly how: "attested" | "key" } | { readonly how: "none"; readonly reason: string };

/**
 * Adds the provenance of all its files to a Release, as the last asset. Signatures differ each time: one that an earlier
 * run left in the draft about the same files is kept.
 *
 * @throws PawlError `provenance.failed` when a signer is there and does not sign
 */
export async function signRelease(
  wanted: WantedRelease,
  commit: string,
  ports: SignReleasePorts,
): Promise<{ readonly wanted: WantedRelease; readonly provenance: ReleaseProvenance }> {
  const subjects = await Promise.all(
    wanted.assets.map(async ({ name, bytes }) => ({ name, sha256: await sha256(bytes) })),
  );
  const isSame = (bundle: Uint8Array): boolean => findSignedAbout(bundle, subjects) !== undefined;
  const asset = { name: provenanceAsset, contentType: "application/json", isSame };
  const withAsset = (bytes: Uint8Array): WantedRelease => ({
    ...wanted,
    assets: [...wanted.assets, { ...asset, bytes }],
  });
  const held = await findHeld(wanted.tag, ports.releases);
  const how = held && findSignedAbout(held, subjects);
  if (held !== undefined && how !== undefined) return { wanted: withAsset(held), provenance: { how } };
  const signed = await ports.provenance.sign(subjects, commit);
  if (signed.decision === "unavailable")
    return { wanted, provenance: { how: "none", reason: signed.reason } };
  return { wanted: withAsset(new TextEncoder().encode(signed.bundle)), provenance: { how: signed.how } };
}

async function findHeld(
  tag: string,
  releases: SignReleasePorts["releases"],
): Promise<Uint8Array | undefined> {
  const release = await releases.findByTag(tag);
  const asset = release?.assets.find(({ name, state }) => name === provenanceAsset && state === "uploaded");
  return asset && asset.sizeBytes <= longestBundle ? releases.downloadAsset(asset.id) : undefined;
}
