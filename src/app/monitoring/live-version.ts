import { profileSchema, type Profile } from "../../drift/profile-schema.ts";
import { PawlError } from "../../errors.ts";
import type { Deployments } from "../../ports/github/deployments.ts";
import type { Releases } from "../../ports/github/releases.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../../registry/deployment-payload.ts";

/** Name of the asset that holds the reference profile. */
export const profileAsset = "profile.json";

/**
 * What is live: the payload of the newest Deployment of the model in the environment whose newest status is `success`.
 * Deployments of other models, or with a payload that is not ours, are passed over.
 */
export async function findLiveVersion(
  model: string,
  environment: string,
  deployments: Pick<Deployments, "list" | "listStatuses">,
): Promise<DeploymentPayload | undefined> {
  for (const deployment of await deployments.list(environment)) {
    const payload = readDeploymentPayload(deployment.payload);
    if (payload?.model !== model || payload.environment !== environment) continue;
    const [newest] = await deployments.listStatuses(deployment.id);
    if (newest?.state === "success") return payload;
  }
  return undefined;
}

/**
 * The reference profile of a released version; `undefined` when its Release has none.
 *
 * @throws PawlError `monitor.profile-invalid` when the asset is no `pawl.profile/1`.
 */
export async function readReleasedProfile(
  live: Pick<DeploymentPayload, "model" | "version">,
  releases: Pick<Releases, "findByTag" | "downloadAsset">,
): Promise<Profile | undefined> {
  const tag = `${live.model}@${live.version}`;
  const release = await releases.findByTag(tag);
  const asset = release?.assets.find((entry) => entry.name === profileAsset && entry.state === "uploaded");
  if (asset === undefined) return undefined;
  const text = new TextDecoder().decode(await releases.downloadAsset(asset.id));
  try {
    return profileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PawlError("monitor.profile-invalid", {
      message: `${profileAsset} of the Release ${tag} is not a valid pawl.profile/1.`,
      cause,
    });
  }
}
