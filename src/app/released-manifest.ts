import { PawlError } from "../errors.ts";
import type { Release, Releases } from "../ports/github/releases.ts";
import { manifestSchema, type Manifest } from "../registry/manifest-schema.ts";

/** Name of the asset that holds the manifest. */
export const manifestAsset = "manifest.json";

/**
 * The manifest of a Release; `undefined` when the Release has no complete `manifest.json`.
 *
 * @throws PawlError `registry.manifest-invalid` when the asset is there and is no manifest.
 */
export async function readReleasedManifest(
  release: Release,
  releases: Pick<Releases, "downloadAsset">,
): Promise<Manifest | undefined> {
  const asset = release.assets.find((entry) => entry.name === manifestAsset && entry.state === "uploaded");
  if (asset === undefined) return undefined;
  const text = new TextDecoder().decode(await releases.downloadAsset(asset.id));
  return parseManifest(text, release.tag);
}

function parseManifest(text: string, tag: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PawlError("registry.manifest-invalid", {
      message: `${manifestAsset} of the Release ${tag} is not a valid pawl.manifest/1.`,
      cause,
    });
  }
}
