import type { Policy } from "../config/schema.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Release } from "../ports/github/releases.ts";
import type { ProvenanceVerifying } from "../ports/provenance.ts";
import {
  judgeProvenance,
  longestBundle,
  provenanceAsset,
  refuseProvenance,
  type ProvenanceVerdict,
} from "../registry/provenance.ts";

/** What the verification of a Release's provenance reads. */
export type VerifyProvenancePorts = Pick<GitHub, "releases" | "members"> & {
  readonly provenance: ProvenanceVerifying;
};

/**
 * Verifies the provenance of a released model: the signature of the bundle, then the model's digest, the repository's
 * number and the signing workflow.
 *
 * @param sha256 digest of the model's bytes as they were downloaded.
 */
export async function verifyProvenance(
  model: { readonly release: Release; readonly sha256: string },
  policy: Policy["provenance"],
  ports: VerifyProvenancePorts,
): Promise<ProvenanceVerdict> {
  const { release, sha256 } = model;
  const asset = release.assets.find(({ name, state }) => name === provenanceAsset && state === "uploaded");
  if (asset === undefined) {
    return refuseProvenance("provenance.missing", `the Release ${release.tag} has no ${provenanceAsset}`);
  }
  if (asset.sizeBytes > longestBundle) {
    const reason = `${provenanceAsset} of ${release.tag} has ${asset.sizeBytes} bytes, more than ${longestBundle}`;
    return refuseProvenance("provenance.malformed", reason);
  }
  const signed = await ports.provenance.verify(await ports.releases.downloadAsset(asset.id));
  if (signed.decision === "refused") return signed;
  const { id, defaultBranch, url } = await ports.members.repository();
  const issuer = issuerOf(url);
  return judgeProvenance(signed, {
    sha256,
    repositoryId: id,
    workflow: policy.workflow,
    defaultBranch,
    issuer,
  });
}

/** GitHub's issuer of identities for workflows, by the address of a repository. */
function issuerOf(repositoryUrl: string): string {
  const { host } = new URL(repositoryUrl);
  return `https://token.actions.${host === "github.com" ? "githubusercontent.com" : host}`;
}
