import type { ModelHub } from "../../ports/model-hub.ts";
import { predictionsAsset } from "../../registry/asset-name.ts";
import { toFinding, type Finding } from "../../registry/finding.ts";
import type { Manifest } from "../../registry/manifest-schema.ts";
import { readRecord } from "./read-record.ts";

/** What is compared. */
export interface MirrorCheck {
  readonly model: string;
  /** `owner/name` on the Hub. */
  readonly hubName: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** Manifests of published versions, by version. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

/** Versions that the Hub lacks, or has with other files than their manifests say. It writes nothing. */
export async function checkMirror(check: MirrorCheck, hub: ModelHub): Promise<readonly Finding[]> {
  const { model, hubName, manifests } = check;
  const found = await hub.find(hubName);
  const findings: Finding[] = [];
  for (const [version, manifest] of manifests) {
    const place = { model, tag: `${model}@${version}` };
    const commit = found?.tags.get(version);
    if (commit === undefined) {
      findings.push(toFinding("mirror.missing", place, `${hubName} has no tag ${version}`));
      continue;
    }
    const difference = await findDifference(check, { commit, manifest }, hub);
    if (difference !== undefined) {
      const reason = `the tag ${version} of ${hubName} ${difference}`;
      findings.push(toFinding("mirror.differs", place, reason));
    }
  }
  return findings;
}

async function findDifference(
  { model, hubName, repository }: MirrorCheck,
  { commit, manifest }: { readonly commit: string; readonly manifest: Manifest },
  hub: ModelHub,
): Promise<string | undefined> {
  const record = await readRecord(hubName, commit, hub);
  if (record === undefined) return "has no record of Pawl";
  if (record.model !== model || record.version !== manifest.version)
    return `is on ${record.model} ${record.version}`;
  if (record.repository.toLowerCase() !== repository.toLowerCase())
    return `is on that of ${record.repository}`;
  const wanted = manifest.assets.filter(({ name }) => name !== predictionsAsset && name !== "MODEL_CARD.md");
  const paths = wanted.map(({ name }) => name);
  const held = new Map((await hub.findFiles(hubName, commit, paths)).map((file) => [file.path, file]));
  const other = wanted.find(({ name, sizeBytes, sha256 }) => {
    const file = held.get(name);
    return file?.sizeBytes !== sizeBytes || (file.sha256 ?? sha256) !== sha256;
  });
  return other && `has ${other.name} with other bytes than the manifest says, or not at all`;
}
