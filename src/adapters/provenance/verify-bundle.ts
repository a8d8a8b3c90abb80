import { bundleFromJSON, isBundleWithDsseEnvelope, type Bundle } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier, type Signer, type TrustMaterial } from "@sigstore/verify";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { createPublicKey, type KeyObject } from "node:crypto";
import { PawlError } from "../../errors.ts";
import type { ProvenanceVerifying } from "../../ports/provenance.ts";
import { readStatement, refuseProvenance, type ProvenanceSigner } from "../../registry/provenance.ts";
import { isSigningKey, keyIdOf, statementType } from "./sign-with-key.ts";

/** Whom to trust. */
export interface ProvenanceTrust {
  /** Public keys in PEM, by where they come from. */
  readonly keys: ReadonlyMap<string, string>;
  /** Trusted roots as JSON, one a line, as `gh attestation trusted-root` prints them; `undefined`: fetched by TUF. */
  readonly trustedRoots: string | undefined;
}

/** Extensions of a certificate of Fulcio's (its oid-info.md). */
const extensions = {
  repositoryUrl: "1.3.6.1.4.1.57264.1.12",
  ref: "1.3.6.1.4.1.57264.1.14",
  repositoryId: "1.3.6.1.4.1.57264.1.15",
} as const;

/**
 * Verifies Sigstore bundles by a key that is named, or by certificate. A certificate needs a proof of its time, and an
 * entry in each kind of log that the trusted root knows.
 *
 * @throws PawlError `provenance.key-invalid`, `provenance.root-invalid` for what the policy names
 */
export function createVerifying(trust: ProvenanceTrust): ProvenanceVerifying {
  const keys = readKeys(trust.keys);
  let roots: Promise<readonly TrustedRoot[]> | undefined;
  const findRoots = (): Promise<readonly TrustedRoot[]> => {
    // Fetched or read once; a failure is not remembered.
    roots ??= readRoots(trust.trustedRoots).catch((error: unknown) => {
      roots = undefined;
      throw error;
    });
    return roots;
  };
  return {
    verify: async (bytes) => {
      const bundle = parseBundle(bytes);
      if (bundle === undefined || !isBundleWithDsseEnvelope(bundle)) {
        return refuseProvenance(
          "provenance.malformed",
          "the provenance is no Sigstore bundle with a statement",
        );
      }
      const { dsseEnvelope: envelope } = bundle.content;
      const statement = envelope.payloadType === statementType ? readStatement(envelope.payload) : undefined;
      if (statement === undefined) {
        return refuseProvenance("provenance.malformed", "the provenance holds no in-toto statement");
      }
      const { content } = bundle.verificationMaterial;
      const signer =
        content.$case === "publicKey"
          ? verifyByKey(bundle, content.publicKey.hint, keys)
          : verifyByCertificate(bundle, await findRoots());
      return "decision" in signer ? signer : { decision: "signed", statement, signer };
    },
  };
}

type Refused = ReturnType<typeof refuseProvenance>;

function parseBundle(bytes: Uint8Array): Bundle | undefined {
  try {
    return bundleFromJSON(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

function readKeys(pems: ReadonlyMap<string, string>): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const [place, pem] of pems) {
    const key = readPublicKey(pem);
    if (key === undefined || !isSigningKey(key)) {
      const message = `${place} is no public key in PEM of EC P-256 or Ed25519.`;
      throw new PawlError("provenance.key-invalid", { message });
    }
    keys.set(keyIdOf(key), key);
  }
  return keys;
}

function readPublicKey(pem: string): KeyObject | undefined {
  // A private key would be read as its public half: it has no place in a repository.
  if (pem.includes("PRIVATE KEY")) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function verifyByKey(
  bundle: Bundle,
  hint: string,
  keys: ReadonlyMap<string, KeyObject>,
): ProvenanceSigner | Refused {
  const publicKey = keys.get(hint);
  if (publicKey === undefined) {
    return refuseProvenance("provenance.untrusted", `the policy names no key ${hint.slice(0, 80)}`);
  }
  const material: TrustMaterial = {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    publicKey: () => ({ publicKey, validFor: () => true }),
  };
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  const signer = attempt(() => verifier.verify(toSignedEntity(bundle)));
  return typeof signer === "string"
    ? refuseProvenance("provenance.untrusted", `the signature does not hold: ${signer}`)
    : { kind: "key", keyId: hint };
}

/** Any of the roots may be the one: GitHub's own for private repositories, Sigstore's for public ones. */
function verifyByCertificate(bundle: Bundle, roots: readonly TrustedRoot[]): ProvenanceSigner | Refused {
  const failures: string[] = [];
  for (const root of roots) {
    const verifier = new Verifier(toTrustMaterial(root), {
      tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
      ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: 1,
    });
    const signer = attempt(() => verifier.verify(toSignedEntity(bundle)));
    if (typeof signer !== "string") return readIdentity(signer);
    failures.push(signer);
  }
  return refuseProvenance("provenance.untrusted", `no trusted root holds it: ${failures.join("; ")}`);
}

function attempt(verify: () => Signer): Signer | string {
  try {
    return verify();
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "unknown failure";
  }
}

function readIdentity({ identity }: Signer): ProvenanceSigner | Refused {
  const read = (extension: string): string | undefined => {
    const found = identity?.oids?.find(({ oid }) => oid?.id.join(".") === extension);
    return found && readUtf8String(found.value);
  };
  const workflow = identity?.subjectAlternativeName;
  const issuer = identity?.extensions?.issuer;
  const [repositoryId, repositoryUrl] = [read(extensions.repositoryId), read(extensions.repositoryUrl)];
  const ref = read(extensions.ref);
  if (!workflow || !issuer || !repositoryId || !repositoryUrl || !ref) {
    return refuseProvenance("provenance.untrusted", "the signer is no workflow of GitHub Actions");
  }
  return { kind: "workflow", issuer, workflow, repositoryId, repositoryUrl, ref };
}

/** The text of a DER UTF8String (X.690, 8.1 and 8.23) of at most 255 bytes. */
function readUtf8String(value: Uint8Array): string | undefined {
  const isLong = value[1] === 0x81;
  const start = isLong ? 3 : 2;
  const length = isLong ? value[2] : value[1];
  const isText = value[0] === 0x0c && length === value.length - start;
  return isText ? new TextDecoder().decode(value.subarray(start)) : undefined;
}

async function readRoots(text: string | undefined): Promise<readonly TrustedRoot[]> {
  if (text === undefined) return [await fetchRoot()];
  try {
    const isOne = text.trimStart().startsWith("{\n");
    const parts = isOne ? [text] : text.split("\n").filter((line) => line.trim() !== "");
    return parts.map((part) => readRoot(JSON.parse(part)));
  } catch (cause) {
    throw new PawlError("provenance.root-invalid", {
      message: "The trusted root is no JSON of Sigstore's, one root a line.",
      cause,
    });
  }
}

function readRoot(data: unknown): TrustedRoot {
  const root = TrustedRoot.fromJSON(data);
  // What is missing is read as empty.
  if (root.mediaType.startsWith("application/vnd.dev.sigstore.trustedroot")) return root;
  throw new PawlError("provenance.root-invalid", { message: `It has the media type "${root.mediaType}".` });
}

async function fetchRoot(): Promise<TrustedRoot> {
  const { getTrustedRoot } = await import("@sigstore/tuf");
  try {
    return await getTrustedRoot();
  } catch (cause) {
    throw new PawlError("provenance.root-invalid", {
      message: `Sigstore's trusted root cannot be fetched: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}
