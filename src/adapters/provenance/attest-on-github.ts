import { PawlError } from "../../errors.ts";
import type { ProvenanceSigning } from "../../ports/provenance.ts";

/**
 * Signs as the running workflow: the job's OIDC token gets a short-lived certificate, and the attestation is kept by
 * GitHub too. Where the repository's plan has no attestations, that is said and nothing is signed.
 *
 * @param token may write attestations
 */
export function createAttesting(token: string): ProvenanceSigning {
  return {
    sign: async (subjects) => {
      const { attestProvenance } = await import("@actions/attest");
      try {
        const { bundle } = await attestProvenance({
          subjects: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
          token,
        });
        return { decision: "signed", how: "attested", bundle: JSON.stringify(bundle) };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        if (isNotOffered(text))
          return { decision: "unavailable", reason: `GitHub keeps no attestation: ${text}` };
        throw new PawlError("provenance.failed", { message: `GitHub did not attest: ${text}`, cause: error });
      }
    },
  };
}

/** GitHub's answers where the plan has no attestations, or the token no right to write them. */
function isNotOffered(message: string): boolean {
  return /^Failed to persist attestation: .*(not available|not accessible|not found)/is.test(message);
}
