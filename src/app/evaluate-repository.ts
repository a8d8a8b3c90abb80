import type { ModelPolicy, Policy } from "../config/schema.ts";
import { evaluate, type EvaluatedModel, type EvaluatePorts, type EvaluateResult } from "./evaluate.ts";
import { type ChampionPorts, readChampion } from "./evaluation/champion.ts";
import { findPredictionsChampion, type FoundChampion } from "./evaluation/predictions-champion.ts";
import { type ModelEvidencePorts, readModelEvidence } from "./evaluation/model-evidence.ts";
import type { StageResult } from "./pipeline/stage-result.ts";

/** Models of a repository to evaluate at one commit. */
export interface EvaluateRepositoryRequest {
  /** Model name → its policy, read from the base branch. */
  readonly models: Readonly<Record<string, ModelPolicy>>;
  readonly headSha: string;
  readonly baseSha: string | null;
  /** Stages as the pipeline ran them; empty when it did not run. */
  readonly stages: readonly StageResult[];
  /** From the base branch too. */
  readonly prices?: Policy["prices"];
  /** How long the job waited for its runner; null when it is not known. */
  readonly queueSeconds?: number | null;
  /** Whether nothing that a model depends on was stale. */
  isUnchanged(model: string): boolean;
}

/** What it reaches; a champion comes from GitHub's Releases or from `readBaseArtifact`. */
export type EvaluateRepositoryPorts = Omit<EvaluatePorts, "files"> &
  ChampionPorts &
  ModelEvidencePorts & { readonly files: EvaluatePorts["files"] };

/**
 * Evaluates every model of a repository, one after the other.
 *
 * @throws PawlError as {@link evaluate} says, and `dvc.invalid` and others when the pipelines cannot be read.
 */
export async function evaluateRepository(
  request: EvaluateRepositoryRequest,
  ports: EvaluateRepositoryPorts,
): Promise<readonly EvaluateResult[]> {
  const results: EvaluateResult[] = [];
  for (const model of Object.keys(request.models).sort()) {
    const policy = request.models[model];
    if (policy !== undefined) results.push(await evaluateOne({ ...request, model, policy }, ports));
  }
  return results;
}

async function evaluateOne(
  request: EvaluateRepositoryRequest & { readonly model: string; readonly policy: ModelPolicy },
  ports: EvaluateRepositoryPorts,
): Promise<EvaluateResult> {
  const { model, policy, baseSha, headSha, prices, queueSeconds = null } = request;
  const isUnchanged = request.isUnchanged(model);
  const evidence = await readModelEvidence({ ...request, prices, queueSeconds, isUnchanged }, ports);
  const challenger = isUnchanged ? null : await readChallenger(policy, headSha, ports);
  const { champion, note }: FoundChampion = isUnchanged
    ? { champion: null }
    : await findChampion(request, ports);
  const stages = request.stages.map(({ stage, state, reason, durationMs }) => ({
    stage,
    state,
    reason,
    durationMs,
  }));
  const { notes = [] } = evidence.sections;
  const sections = { ...evidence.sections, notes: note === undefined ? notes : [note, ...notes] };
  return evaluate(
    { model, policy, headSha, baseSha, challenger, champion, stages, isUnchanged, ...evidence, sections },
    ports,
  );
}

async function findChampion(
  request: Pick<EvaluateRepositoryRequest, "baseSha"> & {
    readonly model: string;
    readonly policy: ModelPolicy;
  },
  ports: EvaluateRepositoryPorts,
): Promise<FoundChampion> {
  const { model, policy, baseSha } = request;
  const { artifact, evaluation } = policy;
  const path = evaluation?.predictions;
  if (evaluation === undefined || path === undefined) {
    return { champion: await readChampion({ model, artifact, baseSha }, ports) };
  }
  return await findPredictionsChampion({ model, policy: { ...policy, evaluation }, path, baseSha }, ports);
}

/** The artifact; with `evaluation.predictions` a model that is no single file is known by its predictions. */
async function readChallenger(
  { artifact, evaluation }: ModelPolicy,
  headSha: string,
  { files }: EvaluateRepositoryPorts,
): Promise<EvaluatedModel | null> {
  for (const path of [artifact, evaluation?.predictions]) {
    if (path === undefined || (await files.stat(path))?.kind !== "file") continue;
    return { bytes: await files.readBytes(path), source: "workspace", version: null, commit: headSha };
  }
  return null;
}
