import type { ProvenanceSubject, ProvenanceVerdict, SignedStatement } from "../registry/provenance.ts";

/** What a signer gives: the bundle, or the reason why there can be none here. */
export type SignedProvenance =
  | { readonly decision: "signed"; readonly how: "attested" | "key"; readonly bundle: string }
  | { readonly decision: "unavailable"; readonly reason: string };

/** Signs what a Release holds. */
export interface ProvenanceSigning {
  /**
   * A Sigstore bundle (JSON) around an in-toto statement about the files, which were made at `commit`. `unavailable`
   * when nothing here can sign: neither a key nor an identity of GitHub's.
   *
   * @throws PawlError `provenance.failed` when it should have worked; run again
   */
  sign(subjects: readonly ProvenanceSubject[], commit: string): Promise<SignedProvenance>;
}

/** Checks signatures, without network where a trusted root is given. */
export interface ProvenanceVerifying {
  /** The statement of a bundle whose signature, time and signer hold; what it says is not judged yet. */
  verify(
    bundle: Uint8Array,
  ): Promise<
    ({ readonly decision: "signed" } & SignedStatement) | Extract<ProvenanceVerdict, { decision: "refused" }>
  >;
}
