import { mergedPulls, readModelState } from "../../src/app/promotion-facts.ts";
import type { Policy } from "../../src/config/schema.ts";
import type { ArtifactState } from "../../src/registry/registry-state.ts";
import type { BotContext } from "./context.ts";
import { applyLabelFamily } from "./label-family.ts";

const prefix = "ml/stage:";
/** Versions of a model whose pull requests are looked at, greatest first; and assignments of each environment, newest first. */
const watchedVersions = 3;
const watchedAssignments = 2;

/**
 * Brings the family `ml/stage:` of merged pull requests to where their versions are: the last environment of the policy that holds
 * one, `candidate` for the newest that is nowhere yet, nothing for what was replaced.
 */
export async function applyStageLabels(policy: Policy, context: BotContext): Promise<void> {
  const stages: PullStage[] = [];
  for (const [model, { environments }] of Object.entries(policy.models)) {
    stages.push(...(await readStages(model, Object.keys(environments), context)));
  }
  // Several models of one pull request: the one that got farthest counts.
  const wanted = new Map(stages.toSorted((a, b) => a.rank - b.rank).map(({ pull, label }) => [pull, label]));
  for (const [number, label] of wanted) await applyLabelFamily(number, { prefix, wanted: label }, context);
}

interface PullStage {
  readonly pull: number;
  readonly label: string | undefined;
  readonly rank: number;
}

async function readStages(
  model: string,
  order: readonly string[],
  { github }: BotContext,
): Promise<readonly PullStage[]> {
  const state = await readModelState(model, github);
  const stages: PullStage[] = [];
  for (const version of watched(state, order)) {
    const stage = stageOf(version.version, state, order);
    const pulls = await mergedPulls(version, github);
    stages.push(...pulls.map(({ number }) => ({ pull: number, ...stage })));
  }
  return stages;
}

function watched(state: ArtifactState, order: readonly string[]): ArtifactState["versions"] {
  const assigned = order.flatMap(
    (name) => state.environments.get(name)?.history.slice(0, watchedAssignments) ?? [],
  );
  const named = new Set(assigned.map(({ version }) => version));
  return state.versions.filter(({ version }, index) => index < watchedVersions || named.has(version));
}

function stageOf(
  version: string,
  { environments, versions }: ArtifactState,
  order: readonly string[],
): Omit<PullStage, "pull"> {
  const rank = order.findLastIndex((name) => environments.get(name)?.current?.version === version);
  if (rank >= 0) return { label: `${prefix}${order[rank]}`, rank };
  const isNew = versions[0]?.version === version && order.length > 0;
  return isNew ? { label: `${prefix}candidate`, rank } : { label: undefined, rank: rank - 1 };
}
