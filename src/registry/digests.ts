import { canonicalJson } from "./canonical-json.ts";
import type { Manifest } from "./manifest-schema.ts";
import { sha256 } from "./sha256.ts";

/** A stage as `dvc.lock` records it. */
export interface LockedStage {
  readonly name: string;
  readonly cmd: string | readonly string[];
  readonly deps: readonly LockedPath[];
  readonly outs: readonly LockedPath[];
  /** Resolved parameters: file → key → value. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A frozen stage imports data: all that is known of it counts as data. */
  readonly isFrozen: boolean;
}

/** A path with its digest in `dvc.lock`; `null` when DVC recorded none. */
export interface LockedPath {
  readonly path: string;
  readonly md5: string | null;
}

/**
 * The stages that an artifact was made by: the one with this output, and all stages upstream of it.
 *
 * @returns sorted by name; `[]` when no stage has the output.
 */
export function findArtifactStages(stages: readonly LockedStage[], artifact: string): readonly LockedStage[] {
  const makerOf = (path: string): LockedStage | undefined =>
    stages.find((stage) => stage.outs.some((out) => contains(out.path, path) || contains(path, out.path)));
  const found = new Set<LockedStage>();
  const open = [makerOf(artifact)];
  while (open.length > 0) {
    const stage = open.pop();
    if (stage === undefined || found.has(stage)) continue;
    found.add(stage);
    open.push(...stage.deps.map((dep) => makerOf(dep.path)));
  }
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function contains(directory: string, path: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

/** A stage behind a version, for people and for the bill of materials. */
export interface StageRecord {
  readonly name: string;
  readonly isFrozen: boolean;
  /** `code`: git tracks it. `data`: DVC does, or it is outside the repository. `made`: another stage made it. */
  readonly deps: readonly (LockedPath & { readonly kind: "code" | "data" | "made" })[];
  readonly outs: readonly LockedPath[];
}

/**
 * The stages behind an artifact with the kind of each dependency.
 *
 * @param stages the result of {@link findArtifactStages}.
 * @param isData as for {@link collectDigestMaterial}.
 */
export function recordStages(
  stages: readonly LockedStage[],
  isData: (path: string) => boolean,
): readonly StageRecord[] {
  const made = stages.flatMap((stage) => stage.outs.map((out) => out.path));
  const isMade = (path: string): boolean => made.some((out) => contains(out, path) || contains(path, out));
  return stages.map(({ name, isFrozen, deps, outs }) => ({
    name,
    isFrozen,
    outs,
    deps: deps.map((dep) => ({
      ...dep,
      kind: isMade(dep.path) ? "made" : isData(dep.path) ? "data" : "code",
    })),
  }));
}

/** The parts of a version, as data; each is digested over its canonical JSON. */
export interface DigestMaterial {
  /** Commands, and digests of dependencies that git tracks. */
  readonly code: unknown;
  /** Resolved parameters. */
  readonly params: unknown;
  /** Digests of every other dependency, those between stages too. */
  readonly data: unknown;
}

/**
 * Sorts what an artifact was made of into code, parameters and data.
 *
 * @param stages the result of {@link findArtifactStages}.
 * @param isData tells whether a dependency that no stage makes is data (tracked by a `.dvc` file, or outside the
 *   repository) rather than a source file that git tracks.
 */
export function collectDigestMaterial(
  stages: readonly LockedStage[],
  isData: (path: string) => boolean,
): DigestMaterial {
  const made = stages.flatMap((stage) => stage.outs.map((out) => out.path));
  const isMade = (path: string): boolean => made.some((out) => contains(out, path) || contains(path, out));
  const active = stages.filter((stage) => !stage.isFrozen);
  const isCode = (dep: LockedPath): boolean => !isMade(dep.path) && !isData(dep.path);
  const record = (deps: readonly LockedPath[]): unknown =>
    Object.fromEntries(deps.map((dep) => [dep.path, dep.md5]));
  return {
    code: active.map(({ name, cmd, deps }) => ({ name, cmd, deps: record(deps.filter(isCode)) })),
    params: active.map(({ name, params }) => ({ name, params })),
    data: [
      ...active.map(({ name, deps }) => ({ name, deps: record(deps.filter((dep) => !isCode(dep))) })),
      ...stages.filter((stage) => stage.isFrozen).map(({ name, outs }) => ({ name, outs: record(outs) })),
    ],
  };
}

/** The three digests of a manifest. */
export async function digestMaterial(material: DigestMaterial): Promise<Manifest["digests"]> {
  return {
    code: await sha256(canonicalJson(material.code)),
    params: await sha256(canonicalJson(material.params)),
    data: await sha256(canonicalJson(material.data)),
  };
}
