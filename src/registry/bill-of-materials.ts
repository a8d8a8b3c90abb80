import type { StageRecord } from "./digests.ts";
import type { Manifest } from "./manifest-schema.ts";
import { sha256 } from "./sha256.ts";
import type { DeclaredPackage } from "./training-packages.ts";

/** One thing that a model was made of. */
export interface BillComponent {
  readonly kind: "data" | "file" | "library";
  /** Unique in the bill. */
  readonly ref: string;
  readonly name: string;
  readonly version: string | null;
  /** 32 hexadecimal digits; null when none is known or it is that of a folder's list. */
  readonly md5: string | null;
  /** Package URL. */
  readonly purl: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

/** What a version was made of, as far as its commit says. */
export interface BillOfMaterials {
  /** `urn:uuid:…`, the same for the same manifest. */
  readonly serialNumber: string;
  /** ISO 8601: the date of the version's tag. */
  readonly createdAt: string;
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly description: string | null;
    readonly file: string;
    readonly sha256: string;
    readonly md5: string | null;
    /** Address of the repository. */
    readonly repositoryUrl: string | null;
    readonly commit: string;
    readonly properties: Readonly<Record<string, string>>;
  };
  readonly components: readonly BillComponent[];
}

/** What a bill is made from. */
export interface BillMaterial {
  readonly manifest: Manifest;
  readonly description: string | undefined;
  readonly stages: readonly StageRecord[];
  readonly packages: readonly DeclaredPackage[];
  /** Entries of package files that were not understood. */
  readonly unreadPackages: number;
  readonly repositoryUrl: string | null;
}

const plainMd5 = /^[0-9a-f]{32}$/;

/**
 * The bill of materials of a version: its file, the data, code and intermediate files behind it with the digests of
 * `dvc.lock`, and the packages that the commit declares. What is not known is said to be so; nothing is guessed.
 */
export async function createBill(material: BillMaterial): Promise<BillOfMaterials> {
  const { manifest, description, repositoryUrl, packages, unreadPackages, stages } = material;
  const { artifact, digests, model, version, commit, createdAt } = manifest;
  const files = [...new Set(packages.map((entry) => entry.file))].join(", ");
  const stated =
    files === "" ? "not known: the commit has no lock file or requirements.txt" : `declared in ${files}`;
  return {
    serialNumber: toUuid(await sha256(`${model}@${version} ${commit} ${artifact.sha256}`)),
    createdAt,
    model: {
      name: model,
      version,
      description: description ?? null,
      file: artifact.path,
      sha256: artifact.sha256,
      md5: plainMd5.test(artifact.md5) ? artifact.md5 : null,
      repositoryUrl,
      commit,
      properties: {
        "pawl:path": artifact.path,
        "pawl:asset": artifact.asset,
        "pawl:dvc-md5": artifact.md5,
        "pawl:task": manifest.task,
        "pawl:digest:code": digests.code,
        "pawl:digest:params": digests.params,
        "pawl:digest:data": digests.data,
        "pawl:packages": stated,
        ...(unreadPackages === 0 ? {} : { "pawl:packages-unread": String(unreadPackages) }),
      },
    },
    components: [...listFiles(stages, artifact.path), ...packages.map(toLibrary)],
  };
}

/** Each path once, by path: what stages read, what frozen stages import, and what one stage makes for another. */
function listFiles(stages: readonly StageRecord[], artifact: string): readonly BillComponent[] {
  const makers = new Map(stages.flatMap(({ name, outs }) => outs.map((out) => [out.path, name])));
  const found = new Map<string, BillComponent>();
  const add = (kind: "data" | "file", path: string, md5: string | null): void => {
    if (path === artifact || found.has(path)) return;
    const maker = makers.get(path);
    found.set(path, {
      kind,
      ref: `${kind}:${path}`,
      name: path,
      version: null,
      md5: md5 !== null && plainMd5.test(md5) ? md5 : null,
      purl: null,
      properties: {
        ...(md5 === null ? {} : { "pawl:dvc-md5": md5 }),
        ...(maker === undefined ? {} : { "pawl:made-by-stage": maker }),
      },
    });
  };
  for (const { deps, outs, isFrozen } of stages) {
    for (const { path, md5, kind } of deps) add(kind === "code" ? "file" : "data", path, md5);
    if (isFrozen) for (const { path, md5 } of outs) add("data", path, md5);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toLibrary(entry: DeclaredPackage, index: number): BillComponent {
  const { ecosystem, name, version, requirement, file } = entry;
  // Names on PyPI ignore case and take - _ . for one (PEP 503).
  const canonical = ecosystem === "pypi" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name;
  const path = canonical.split("/").map(encodeURIComponent).join("/");
  const purl = `pkg:${ecosystem}/${path}${version === null ? "" : `@${encodeURIComponent(version)}`}`;
  return {
    kind: "library",
    ref: `package:${index + 1}:${purl}`,
    name,
    version,
    md5: null,
    purl,
    properties: {
      "pawl:declared-in": file,
      ...(requirement === null ? {} : { "pawl:requirement": requirement }),
    },
  };
}

/** A UUID of version 8 (RFC 9562): its bits are those of a digest. */
function toUuid(digest: string): string {
  const variant = "89ab"[Number.parseInt(digest[16] ?? "0", 16) % 4] ?? "8";
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`];
  return `urn:uuid:${[...parts, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join("-")}`;
}
