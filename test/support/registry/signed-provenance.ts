import { generateKeyPairSync } from "node:crypto";
import { createKeySigning } from "../../../src/adapters/provenance/sign-with-key.ts";
import { createVerifying } from "../../../src/adapters/provenance/verify-bundle.ts";
import { policySchema, type Policy } from "../../../src/config/schema.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import type { ProvenanceSigning, ProvenanceVerifying } from "../../../src/ports/provenance.ts";

/** A fresh key pair in PEM. */
export function makeKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

/** Signing with a fresh key, and a verification that trusts it. */
export function createKeyProvenance(github: Pick<GitHub, "members">): {
  readonly signing: ProvenanceSigning;
  readonly verifying: ProvenanceVerifying;
  readonly policy: Policy["provenance"];
  /** PEM. */
  readonly publicKey: string;
} {
  const pair = makeKeyPair();
  const signing = createKeySigning(pair.privateKey, async (commit) => {
    const { id, fullName } = await github.members.repository();
    const place = { serverUrl: "https://github.test", repository: fullName, repositoryId: id };
    return { ...place, commit, workflow: undefined };
  });
  const verifying = createVerifying({
    keys: new Map([["key.pem", pair.publicKey]]),
    trustedRoots: undefined,
  });
  const { provenance: policy } = policySchema.parse({ version: 1, models: {} });
  return { signing, verifying, policy, publicKey: pair.publicKey };
}
