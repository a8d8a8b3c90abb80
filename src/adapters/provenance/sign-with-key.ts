import { bundleToJSON, toDSSEBundle } from "@sigstore/bundle";
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { PawlError } from "../../errors.ts";
import type { ProvenanceSigning } from "../../ports/provenance.ts";
import { buildStatement, type BuildPlace } from "../../registry/provenance.ts";

/** The payload type of in-toto statements in a DSSE envelope. */
export const statementType = "application/vnd.in-toto+json";

/**
 * Signs with a private key (PEM; EC P-256 or Ed25519), by DSSE 1.0, without network.
 *
 * @throws PawlError `provenance.key-invalid` when it is no such key
 */
export function createKeySigning(
  pem: string,
  placeOf: (commit: string) => Promise<BuildPlace>,
): ProvenanceSigning {
  const key = readPrivateKey(pem);
  return {
    sign: async (subjects, commit) => {
      const artifact = Buffer.from(buildStatement(subjects, await placeOf(commit)));
      const digest = key.asymmetricKeyType === "ed25519" ? null : "sha256";
      const signature = sign(digest, encodeForSigning(statementType, artifact), key);
      const keyHint = keyIdOf(createPublicKey(key));
      const bundle = toDSSEBundle({ artifact, artifactType: statementType, signature, keyHint });
      return { decision: "signed", how: "key", bundle: JSON.stringify(bundleToJSON(bundle)) };
    },
  };
}

/** Names a public key: `sha256:` and the digest of its SubjectPublicKeyInfo. */
export function keyIdOf(key: KeyObject): string {
  return `sha256:${createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")}`;
}

/** Whether a key is of a kind that is signed with: EC P-256 or Ed25519. */
export function isSigningKey(key: KeyObject): boolean {
  const isP256 = key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  return isP256 || key.asymmetricKeyType === "ed25519";
}

function readPrivateKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    // A secret that went through a form may have its line ends written out.
    key = createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    // The cause may quote the key.
    throw new PawlError("provenance.key-invalid", { message: "The signing key is no private key in PEM." });
  }
  if (isSigningKey(key)) return key;
  throw new PawlError("provenance.key-invalid", {
    message: `The signing key is ${key.asymmetricKeyType ?? "of an unknown kind"}; EC P-256 or Ed25519 is needed.`,
  });
}

/** The pre-authentication encoding of DSSE 1.0. */
function encodeForSigning(type: string, body: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.byteLength} `;
  return Buffer.concat([Buffer.from(head), body]);
}
