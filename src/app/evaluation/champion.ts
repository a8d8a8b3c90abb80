import { PawlError } from "../../errors.ts";
import type { GitData } from "../../ports/github/git-data.ts";
import type { Releases } from "../../ports/github/releases.ts";
import { onnxAsset } from "../../registry/asset-name.ts";
import { readArtifactState, type ArtifactState } from "../../registry/registry-state.ts";
import { sha256 } from "../../registry/sha256.ts";
import type { EvaluatedModel } from "../evaluate.ts";

const championEnvironment = "production";

/** Reads the artifact that the base commit's `dvc.lock` names; `undefined` when its bytes are not at hand. */
export type ReadBaseArtifact = (artifactPath: string, baseSha: string) => Promise<Uint8Array | undefined>;

/** Where a champion may come from. */
export interface ChampionPorts {
  /** Absent outside GitHub: then only the base commit is asked. */
  readonly github?:
    | {
        readonly gitData: Pick<GitData, "listTags">;
        readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
      }
    | undefined;
  readonly readBaseArtifact?: ReadBaseArtifact | undefined;
}

/** The released version to compare with: the one in production, else the greatest registered. */
export function planChampion(
  state: ArtifactState,
): { readonly version: string; readonly tag: string; readonly commitSha: string } | undefined {
  const live = state.environments.get(championEnvironment)?.current?.version;
  return state.versions.find((entry) => entry.version === live) ?? state.versions[0];
}

/**
 * Finds the champion of a model: the released version in production, else the greatest registered version, else the
 * artifact of the base commit.
 *
 * @returns null when there is none.
 * @throws PawlError `file.unreadable` when the Release's asset is not the file that GitHub says it is.
 */
export async function readChampion(
  request: { readonly model: string; readonly artifact: string; readonly baseSha: string | null },
  ports: ChampionPorts,
): Promise<EvaluatedModel | null> {
  return (await readReleased(request.model, ports)) ?? (await readBase(request, ports));
}

async function readReleased(model: string, { github }: ChampionPorts): Promise<EvaluatedModel | undefined> {
  if (github === undefined) return undefined;
  const planned = planChampion(readArtifactState(await github.gitData.listTags(model), model));
  if (planned === undefined) return undefined;
  const release = await github.releases.findByTag(planned.tag);
  const asset = release?.assets.find((entry) => entry.name === onnxAsset && entry.state === "uploaded");
  if (asset === undefined) return undefined;
  const bytes = await github.releases.downloadAsset(asset.id);
  if (asset.digest !== null && asset.digest !== `sha256:${await sha256(bytes)}`) {
    throw new PawlError("file.unreadable", {
      message: `${onnxAsset} of the Release ${planned.tag} has another digest than GitHub names`,
    });
  }
  return { bytes, source: "release", version: planned.version, commit: planned.commitSha };
}

async function readBase(
  request: { readonly artifact: string; readonly baseSha: string | null },
  { readBaseArtifact }: ChampionPorts,
): Promise<EvaluatedModel | null> {
  const { artifact, baseSha } = request;
  if (baseSha === null || readBaseArtifact === undefined) return null;
  const bytes = await readBaseArtifact(artifact, baseSha);
  return bytes === undefined ? null : { bytes, source: "base", version: null, commit: baseSha };
}
