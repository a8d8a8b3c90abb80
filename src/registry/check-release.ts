import { provenanceAsset } from "./provenance.ts";
import { toFinding, type Finding, type FindingCode } from "./finding.ts";
import type { Manifest } from "./manifest-schema.ts";
import type { RegisteredVersion } from "./registry-state.ts";
import { sha256 } from "./sha256.ts";

/** A Release, as far as it is compared with its manifest. */
export interface CheckedRelease {
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly assets: readonly {
    readonly name: string;
    readonly state: string;
    readonly sizeBytes: number;
    /** `sha256:<hex>` by GitHub, or of the bytes; null when neither is known. */
    readonly digest: string | null;
  }[];
}

/** What is known of one version. */
export interface ReleaseMaterial {
  readonly model: string;
  readonly version: RegisteredVersion;
  /** All Releases of the tag. */
  readonly releases: readonly CheckedRelease[];
  /** Of the first of them. `unread`: it was not asked for. */
  readonly manifest: Manifest | "missing" | "invalid" | "unread";
  /** The md5 that `dvc.lock` at the tag names for the artifact; null when it names none, `undefined` when it was not read. */
  readonly lockMd5: string | null | undefined;
}

/** The name of a version's Release. */
export function releaseName({ model, version }: Pick<Manifest, "model" | "version">): string {
  return `${model} ${version}`;
}

/** Digest of the notes of a Release; how an editor ends lines does not count, nor blanks around the text. */
export async function digestNotes(body: string): Promise<string> {
  return sha256(body.replaceAll("\r\n", "\n").trim());
}

/** Contradictions between the tag of a version, its Release, the manifest in it, its assets, and `dvc.lock`. */
export async function checkRelease(material: ReleaseMaterial): Promise<readonly Finding[]> {
  const { model, version, releases, manifest } = material;
  const { tag } = version;
  const [release] = releases;
  const find = (code: FindingCode, reason: string): Finding => toFinding(code, { model, tag }, reason);
  if (release === undefined) return [find("release.missing", `${tag} has no Release`)];
  const findings = [
    ...(release.draft ? [find("release.draft", `the Release ${tag} is a draft`)] : []),
    ...(releases.length > 1 ? [find("release.doubled", `${tag} has ${releases.length} Releases`)] : []),
  ];
  if (manifest === "unread") return findings;
  if (manifest === "missing") {
    return [...findings, find("manifest.missing", `the Release ${tag} has no manifest.json`)];
  }
  if (manifest === "invalid") {
    const reason = `manifest.json of the Release ${tag} is no valid pawl.manifest/1`;
    return [...findings, find("manifest.invalid", reason)];
  }
  const parts = [
    checkIdentity(material, manifest, find),
    checkAssets({ tag, release, manifest }, find),
    await checkText({ tag, release, manifest }, find),
  ];
  return [...findings, ...parts.flat()];
}

type Find = (code: FindingCode, reason: string) => Finding;

/** The manifest names model, version and commit; the tag says where the commit is, and the commit what the model is. */
function checkIdentity(
  { model, version, lockMd5 }: ReleaseMaterial,
  manifest: Manifest,
  find: Find,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (manifest.model !== model || manifest.version !== version.version) {
    const reason = `the manifest of ${version.tag} is that of ${manifest.model} ${manifest.version}`;
    findings.push(find("manifest.differs", reason));
  }
  if (manifest.commit !== version.commitSha) {
    const reason = `${version.tag} is on ${version.commitSha.slice(0, 7)}; its manifest says ${manifest.commit.slice(0, 7)}`;
    findings.push(find("tag.moved", reason));
  }
  if (lockMd5 !== undefined && lockMd5 !== manifest.artifact.md5) {
    const named = lockMd5 === null ? "no such output" : `md5 ${lockMd5}`;
    const reason = `dvc.lock at ${version.tag} has ${named}; the manifest says md5 ${manifest.artifact.md5}`;
    findings.push(find("lock.differs", reason));
  }
  return findings;
}

interface Compared {
  readonly tag: string;
  readonly release: CheckedRelease;
  readonly manifest: Manifest;
}

function checkAssets({ tag, release, manifest }: Compared, find: Find): readonly Finding[] {
  const held = new Map(release.assets.map((asset) => [asset.name, asset]));
  const findings = manifest.assets.flatMap((wanted): readonly Finding[] => {
    const asset = held.get(wanted.name);
    const named = `${wanted.name} of the Release ${tag}`;
    if (asset === undefined) return [find("asset.missing", `${named} is missing`)];
    if (asset.state !== "uploaded") return [find("asset.incomplete", `${named} is in state ${asset.state}`)];
    if (asset.sizeBytes === wanted.sizeBytes && asset.digest === `sha256:${wanted.sha256}`) return [];
    const found = `${asset.sizeBytes} bytes, ${asset.digest ?? "digest unknown"}`;
    return [find("asset.changed", `${named} has ${found}; the manifest says sha256:${wanted.sha256}`)];
  });
  const listed = new Set([...manifest.assets.map((asset) => asset.name), "manifest.json", provenanceAsset]);
  const model = manifest.assets.find((asset) => asset.name === manifest.artifact.asset);
  const contradicts = model?.sha256 !== manifest.artifact.sha256;
  return [
    ...findings,
    ...(contradicts
      ? [
          find(
            "manifest.differs",
            `the manifest of ${tag} has two digests of the model, or none among its assets`,
          ),
        ]
      : []),
    ...release.assets
      .filter((asset) => !listed.has(asset.name))
      .map((asset) => find("asset.unexpected", `${asset.name} of the Release ${tag} is not in its manifest`)),
  ];
}

async function checkText({ tag, release, manifest }: Compared, find: Find): Promise<readonly Finding[]> {
  if (release.name !== releaseName(manifest)) {
    return [find("release.edited", `the Release ${tag} was renamed`)];
  }
  if (manifest.notes === undefined || manifest.notes.sha256 === (await digestNotes(release.body))) return [];
  return [find("release.edited", `the notes of the Release ${tag} were edited`)];
}
