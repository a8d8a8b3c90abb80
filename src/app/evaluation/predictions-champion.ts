import type { ModelPolicy } from "../../config/schema.ts";
import { readArtifactState } from "../../registry/registry-state.ts";
import type { EvaluatedModel } from "../evaluate.ts";
import { readReleasedManifest } from "../released-manifest.ts";
import { type ChampionPorts, planChampion } from "./champion.ts";
import {
  type ReleasedPredictionsPorts,
  type ReleasedTable,
  readReleasedTable,
  toReleasedChampion,
} from "./released-predictions.ts";

/** A champion, and what is to say about the choice. */
export interface FoundChampion {
  /** Null when there is none. */
  readonly champion: EvaluatedModel | null;
  readonly note?: string;
}

/** Which model, compared by its table of predictions. */
export interface PredictionsChampionRequest {
  readonly model: string;
  readonly policy: ModelPolicy & { readonly evaluation: NonNullable<ModelPolicy["evaluation"]> };
  /** Path of the table in the repository. */
  readonly path: string;
  readonly baseSha: string | null;
}

/**
 * Finds the champion of a model with `evaluation.predictions`: the version in production, else the greatest registered one, if
 * its Release holds answers for exactly today's rows and true values; else the base commit's table, and a note that says why.
 *
 * @throws PawlError `registry.manifest-invalid`, `registry.artifact-changed` for a Release that was changed; as
 * `openEvaluationTable` for today's table.
 */
export async function findPredictionsChampion(
  request: PredictionsChampionRequest,
  ports: ChampionPorts & ReleasedPredictionsPorts,
): Promise<FoundChampion> {
  const released = await findReleased(request, ports);
  if (released !== undefined && "champion" in released) return released;
  const champion = await readBase(request, ports);
  if (released === undefined) return { champion };
  const instead = champion === null ? "there is no other champion" : "the champion is the base";
  return { champion, note: `${instead}: ${released.note}` };
}

async function findReleased(
  { model, policy }: PredictionsChampionRequest,
  ports: ChampionPorts & ReleasedPredictionsPorts,
): Promise<FoundChampion | Extract<ReleasedTable, { note: string }> | undefined> {
  const { github } = ports;
  if (github === undefined) return undefined;
  const planned = planChampion(readArtifactState(await github.gitData.listTags(model), model));
  if (planned === undefined) return undefined;
  const release = await github.releases.findByTag(planned.tag);
  const manifest =
    release === undefined || release.draft ? undefined : await readReleasedManifest(release, github.releases);
  if (release === undefined || manifest === undefined) {
    return { note: `the Release ${planned.tag} is not published` };
  }
  const found = await readReleasedTable({ release, manifest }, policy, {
    ...ports,
    releases: github.releases,
  });
  return "note" in found ? found : { champion: toReleasedChampion(manifest, found.table) };
}

async function readBase(
  { policy, path, baseSha }: PredictionsChampionRequest,
  { readBaseArtifact }: ChampionPorts,
): Promise<EvaluatedModel | null> {
  if (baseSha === null || readBaseArtifact === undefined) return null;
  const predictions = await readBaseArtifact(path, baseSha);
  if (predictions === undefined) return null;
  const artifact = await readBaseArtifact(policy.artifact, baseSha);
  return { bytes: artifact ?? predictions, predictions, source: "base", version: null, commit: baseSha };
}
