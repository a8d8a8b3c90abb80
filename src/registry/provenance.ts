import { z } from "zod";
import { parseJsonBytes } from "../parse-json.ts";

/** Name of the asset that holds the provenance: a Sigstore bundle around an in-toto statement. */
export const provenanceAsset = "provenance.sigstore.json";
/** GitHub's longest bundle is some 20 KiB; nothing larger than this number of bytes is read. */
export const longestBundle = 1024 * 1024;
/** The predicate type of SLSA provenance 1.0. */
export const slsaProvenance = "https://slsa.dev/provenance/v1";

/** A file with its digest, as an in-toto statement names it. */
export interface ProvenanceSubject {
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

const statementSchema = z.object({
  _type: z.enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  subject: z
    .array(z.object({ name: z.string(), digest: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }))
    .min(1)
    .max(100),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** The part of an SLSA predicate that names the repository; GitHub and {@link buildPredicate} write it alike. */
const repositorySchema = z.object({
  buildDefinition: z.object({
    internalParameters: z.object({ github: z.object({ repository_id: z.coerce.string() }) }),
  }),
});

/** What a statement says, as far as it is judged. */
export interface ProvenanceStatement {
  readonly subjects: readonly ProvenanceSubject[];
  readonly predicateType: string;
  /** As the predicate says; `undefined` when it says nothing of it. */
  readonly repositoryId: string | undefined;
}

/** Reads an in-toto statement; `undefined` when the bytes are none, or name no subject by sha256. */
export function readStatement(bytes: Uint8Array): ProvenanceStatement | undefined {
  const parsed = statementSchema.safeParse(parseJsonBytes(bytes)).data;
  if (parsed === undefined) return undefined;
  return {
    subjects: parsed.subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 })),
    predicateType: parsed.predicateType,
    repositoryId: repositorySchema.safeParse(parsed.predicate).data?.buildDefinition.internalParameters.github
      .repository_id,
  };
}

/** Who signed, as the signature proves it. */
export type ProvenanceSigner =
  /** A workflow of GitHub Actions: what the authority wrote into its certificate. */
  | {
      readonly kind: "workflow";
      readonly issuer: string;
      /** `https://github.com/acme/flights/.github/workflows/pawl.yml@refs/heads/main`. */
      readonly workflow: string;
      readonly repositoryId: string;
      /** Its address when it was signed: a repository that was renamed had another. */
      readonly repositoryUrl: string;
      /** The ref that the run was for. */
      readonly ref: string;
    }
  /** Whoever has the private half of a key that the policy names. */
  | { readonly kind: "key"; readonly keyId: string };

/** A statement whose signature holds. */
export interface SignedStatement {
  readonly statement: ProvenanceStatement;
  readonly signer: ProvenanceSigner;
}

/** What provenance must say of a model. */
export interface ExpectedProvenance {
  /** Digest of the model file. */
  readonly sha256: string;
  /** GitHub's number of the repository: it outlives a rename. */
  readonly repositoryId: number;
  /** Path of the workflow that registers. */
  readonly workflow: string;
  readonly defaultBranch: string;
  /** Issuer of the identities of workflows: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
}

/** Why provenance does not verify. */
export type ProvenanceRefusalCode =
  | "provenance.missing"
  | "provenance.malformed"
  | "provenance.untrusted"
  | "provenance.wrong-subject"
  | "provenance.wrong-repository"
  | "provenance.wrong-workflow";

/** What came of it; `reason` is one sentence, names in it are not escaped. */
export type ProvenanceVerdict =
  | { readonly decision: "verified"; readonly reasonCode: "verified"; readonly reason: string }
  | { readonly decision: "refused"; readonly reasonCode: ProvenanceRefusalCode; readonly reason: string };

/** A refusal as a value. */
export function refuseProvenance(
  reasonCode: ProvenanceRefusalCode,
  reason: string,
): Extract<ProvenanceVerdict, { decision: "refused" }> {
  return { decision: "refused", reasonCode, reason };
}

/**
 * Judges a statement whose signature holds: the model must be among its subjects; a workflow must be the named one, of
 * this repository, on its default branch; with a key the statement must name this repository. An owner alone is never
 * enough: any repository of theirs could have signed.
 */
export function judgeProvenance(
  { statement, signer }: SignedStatement,
  expected: ExpectedProvenance,
): ProvenanceVerdict {
  if (!statement.subjects.some((subject) => subject.sha256 === expected.sha256)) {
    const reason = `the provenance is of other files: none has the digest ${expected.sha256}`;
    return refuseProvenance("provenance.wrong-subject", reason);
  }
  const found = signer.kind === "workflow" ? signer.repositoryId : statement.repositoryId;
  if (found !== String(expected.repositoryId)) {
    const reason = `the provenance is of repository ${found ?? "unknown"}, this one is ${expected.repositoryId}`;
    return refuseProvenance("provenance.wrong-repository", reason);
  }
  if (signer.kind === "key") {
    return { decision: "verified", reasonCode: "verified", reason: `signed with the key ${signer.keyId}` };
  }
  return judgeWorkflow(signer, expected);
}

/**
 * The authority signs for any issuer, a job may run a workflow of another repository, and a branch may hold another
 * text of the same one: so issuer, repository, path and ref are compared, each.
 */
function judgeWorkflow(
  signer: Extract<ProvenanceSigner, { kind: "workflow" }>,
  { issuer, workflow, defaultBranch }: ExpectedProvenance,
): ProvenanceVerdict {
  const ref = `refs/heads/${defaultBranch}`;
  const wanted = `${signer.repositoryUrl}/${workflow}@${ref}`;
  // An enterprise may have its own name behind the issuer's.
  const isIssuer = signer.issuer === issuer || signer.issuer.startsWith(`${issuer}/`);
  if (isIssuer && signer.workflow === wanted && signer.ref === ref) {
    return { decision: "verified", reasonCode: "verified", reason: `attested by ${signer.workflow}` };
  }
  const reason = `the provenance is signed by ${signer.workflow} for ${signer.ref} (issuer ${signer.issuer}), not by ${wanted}`;
  return refuseProvenance("provenance.wrong-workflow", reason);
}

/** Where a statement is made, for its predicate. */
export interface BuildPlace {
  /** `https://github.com`. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: number;
  /** The commit that is registered. */
  readonly commit: string;
  /** The running workflow; `undefined` on a laptop. */
  readonly workflow:
    | { readonly path: string; readonly ref: string; readonly event: string; readonly runUrl: string }
    | undefined;
}

/** An in-toto statement v1 with SLSA provenance 1.0, for who signs with a key. Equal input gives equal text. */
export function buildStatement(subjects: readonly ProvenanceSubject[], place: BuildPlace): string {
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: slsaProvenance,
    predicate: buildPredicate(place),
  });
}

function buildPredicate({ serverUrl, repository, repositoryId, commit, workflow }: BuildPlace): object {
  const url = `${serverUrl}/${repository}`;
  const github = { repository_id: String(repositoryId), event_name: workflow?.event };
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: { repository: url, path: workflow?.path ?? null, ref: workflow?.ref ?? null },
      },
      internalParameters: { github },
      resolvedDependencies: [{ uri: `git+${url}`, digest: { gitCommit: commit } }],
    },
    runDetails: {
      builder: {
        id: workflow === undefined ? `${url}#pawl-register` : `${url}/${workflow.path}@${workflow.ref}`,
      },
      ...(workflow === undefined ? {} : { metadata: { invocationId: workflow.runUrl } }),
    },
  };
}

const bundleSchema = z.object({
  verificationMaterial: z.object({ publicKey: z.unknown().optional() }),
  dsseEnvelope: z.object({ payload: z.base64().max(1024 * 1024) }),
});

/**
 * Whether a bundle is about exactly these files, and how it was signed. The signature is not looked at: this tells what
 * an earlier run left, not what to trust.
 *
 * @returns `undefined` when it is no bundle, or about other files.
 */
export function findSignedAbout(
  bundle: Uint8Array,
  subjects: readonly ProvenanceSubject[],
): "attested" | "key" | undefined {
  const parsed = bundleSchema.safeParse(parseJsonBytes(bundle)).data;
  if (parsed === undefined) return undefined;
  const payload = Uint8Array.from(atob(parsed.dsseEnvelope.payload), (letter) => letter.charCodeAt(0));
  const found = readStatement(payload)?.subjects ?? [];
  const lines = (list: readonly ProvenanceSubject[]): string =>
    list
      .map(({ name, sha256 }) => `${sha256} ${name}`)
      .sort((a, b) => (a < b ? -1 : 1))
      .join("\n");
  if (lines(found) !== lines(subjects)) return undefined;
  return parsed.verificationMaterial.publicKey === undefined ? "attested" : "key";
}
