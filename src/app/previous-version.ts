import type { ModelPolicy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { Releases } from "../ports/github/releases.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { sha256 } from "../registry/sha256.ts";
import type { EvaluatedModel } from "./evaluate.ts";
import {
  readReleasedTable,
  type ReleasedPredictionsPorts,
  toReleasedChampion,
} from "./evaluation/released-predictions.ts";

/** What reading the version before reaches. */
export type PreviousVersionPorts = ReleasedPredictionsPorts & {
  readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
};

/** The version to compare a candidate with, and what is to say when it cannot be asked. */
export interface PreviousVersion {
  readonly champion: EvaluatedModel | null;
  readonly notes: readonly string[];
}

/**
 * The version before: its model, or the answers that its Release holds. One that cannot be asked is no champion.
 *
 * @throws PawlError `registry.artifact-changed` for a Release whose file is not the one that its manifest names; as
 * `openEvaluationTable` for today's predictions.
 */
export async function findPreviousVersion(
  policy: ModelPolicy,
  previous: Manifest | undefined,
  ports: PreviousVersionPorts,
): Promise<PreviousVersion> {
  if (previous === undefined) return { champion: null, notes: [] };
  const { evaluation } = policy;
  const named = `the version before, ${previous.version},`;
  if (evaluation?.predictions !== undefined) {
    return await findPreviousAnswers({ ...policy, evaluation }, previous, ports);
  }
  if (previous.signature === null) {
    return { champion: null, notes: [`${named} is no ONNX: it cannot answer for these rows`] };
  }
  return { champion: await readPreviousModel(previous, ports), notes: [] };
}

async function findPreviousAnswers(
  policy: ModelPolicy & { readonly evaluation: NonNullable<ModelPolicy["evaluation"]> },
  previous: Manifest,
  ports: PreviousVersionPorts,
): Promise<PreviousVersion> {
  const release = await ports.releases.findByTag(tagOf(previous));
  if (release === undefined) return { champion: null, notes: [] };
  const found = await readReleasedTable({ release, manifest: previous }, policy, ports);
  if ("note" in found) return { champion: null, notes: [`nothing to compare with: ${found.note}`] };
  return { champion: toReleasedChampion(previous, found.table), notes: [] };
}

function tagOf({ model, version }: Manifest): string {
  return `${model.replace(":", "=")}@${version}`;
}

async function readPreviousModel(
  manifest: Manifest,
  { releases }: PreviousVersionPorts,
): Promise<EvaluatedModel | null> {
  const { model, version, commit, artifact } = manifest;
  const release = await releases.findByTag(tagOf(manifest));
  const asset = release?.assets.find((entry) => entry.name === artifact.asset && entry.state === "uploaded");
  if (asset === undefined) return null;
  const bytes = await releases.downloadAsset(asset.id);
  if ((await sha256(bytes)) !== artifact.sha256) {
    throw new PawlError("registry.artifact-changed", {
      message: `${artifact.asset} of the Release of ${model} ${version} is not the file that its manifest names.`,
    });
  }
  return { bytes, source: "release", version, commit };
}
