/** Everything that `pawl models verify` can find, and what to do about it. */
export const findingTable = {
  "tag.lightweight": "Remove the tag; Pawl makes annotated ones.",
  "tag.malformed": "Remove the tag, or give it a name of the grammar.",
  "tag.date": "Find out who made the tag; the order of events follows its date.",
  "tag.future": "Remove the tag, or later tags must be dated after it.",
  "tag.moved": "Put the tag back on the commit of the manifest, or register the commit anew.",
  "version.ambiguous": "Deregister one of the two.",
  "assignment.version-missing": "Remove the tag, or register the commit.",
  "assignment.version-differs": "Find out who moved the tag; roll back to the version that is meant.",
  "assignment.version-withdrawn": "Unassign it, or promote another version.",
  "release.missing": "Run `pawl register` at the tag's commit; the bytes come from the DVC remote.",
  "release.draft": "Run `pawl register` at the tag's commit: it goes on where it stopped.",
  "release.doubled": "Delete the Release that does not have the manifest.",
  "release.edited": "Put the old notes back; the manifest and the tags stay the truth.",
  "manifest.missing": "Restore the Release from the DVC remote; deploys of the version are refused.",
  "manifest.invalid": "Restore the Release from the DVC remote; deploys of the version are refused.",
  "manifest.differs": "Restore the Release from the DVC remote; deploys of the version are refused.",
  "asset.missing": "Run `pawl register` at the tag's commit.",
  "asset.incomplete": "Run `pawl register` at the tag's commit.",
  "asset.changed": "Do not deploy the version; delete the asset and run `pawl register` at the tag's commit.",
  "asset.unexpected": "Delete the asset, or ignore it: nothing reads it.",
  "lock.differs": "Do not deploy the version: the commit's dvc.lock names another file.",
  "provenance.missing":
    "Give the job `register` an identity or a key (docs/guides/provenance.md); deploy refuses it.",
  "provenance.malformed":
    "Do not deploy the version; find out who made the Release, then register the commit anew.",
  "provenance.untrusted":
    "Do not deploy the version; find out who made the Release, then register the commit anew.",
  "provenance.wrong-subject":
    "Do not deploy the version; find out who made the Release, then register the commit anew.",
  "provenance.wrong-repository":
    "Do not deploy the version; find out who made the Release, then register the commit anew.",
  "provenance.wrong-workflow":
    "Do not deploy the version; find out who made the Release, then register the commit anew.",
  "mirror.missing": "Run `pawl register` with HF_TOKEN: it copies what the mirror lacks.",
  "mirror.differs":
    "Find out who made the tag on the Hub; remove it there, then run `pawl register` with HF_TOKEN.",
  "deployment.differs": "Roll back to a version that you trust; the Deployment names another model.",
} as const satisfies Record<string, string>;

/** A code of {@link findingTable}. */
export type FindingCode = keyof typeof findingTable;

/** One contradiction. */
export interface Finding {
  readonly reasonCode: FindingCode;
  readonly model: string;
  /** The tag that it is about. */
  readonly tag: string;
  /** One sentence with the values. */
  readonly reason: string;
  /** The next step. */
  readonly hint: string;
}

/** A finding as a value. */
export function toFinding(
  reasonCode: FindingCode,
  place: { readonly model: string; readonly tag: string },
  reason: string,
): Finding {
  return { reasonCode, model: place.model, tag: place.tag, reason, hint: findingTable[reasonCode] };
}
