import type { ModelPolicy } from "../config/schema.ts";
import { attributeMetrics, type ScoredCombination } from "../evaluation/attribute-metrics.ts";
import type { InputKind } from "../evaluation/changed-inputs.ts";
import type { Combination, Explanation } from "../evaluation/explanation-schema.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import { subsetsOf } from "../evaluation/shapley.ts";
import { bringUpCombination, reasonOf, rememberRuns } from "./explanation/bring-up-combination.ts";
import {
  compareInputs,
  type InputChanges,
  type InputSide,
  readInputSide,
} from "./explanation/compare-inputs.ts";
import { chooseSides, composeTree } from "./explanation/compose-tree.ts";
import { type CombinationScore, scoreCombination, type ScorePorts } from "./explanation/score-combination.ts";
import type { ComparedRevision } from "./compare.ts";
import type { ModelStagesRequest } from "./feature.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";

/** Which difference to explain, and whether combinations may run. */
export interface ExplainRequest extends Pick<ModelStagesRequest, "progress" | "signal"> {
  readonly model: string;
  readonly policy: ModelPolicy;
  /** The champion's inputs. */
  readonly base: ComparedRevision;
  /** The challenger's. */
  readonly head: ComparedRevision;
  /** `plan`: nothing runs. */
  readonly mode: "plan" | "run";
}

/** A checkout of its own, with the cache and the run-cache of the repository. */
export interface CombinationTree {
  readonly ports: PipelinePorts;
  remove(): Promise<void>;
}

/** What an explanation reaches; `files` is the work tree, whose evaluation rows count and in which nothing changes. */
export interface ExplainPorts extends ScorePorts {
  openTree(commit: string): Promise<CombinationTree>;
}

/**
 * Attributes the difference of two models to what changed between their commits: code, parameters, data. Every combination of
 * old and new is a tree of its own, brought up to date by the code that `train` uses, so that the run-cache answers what it
 * can, and scored on the same rows. One tree is there at a time. Ended and begun again it gives the same: what was trained
 * comes out of the run-cache.
 *
 * A combination whose pipeline fails, or whose model cannot be scored, is a reason and no error.
 *
 * @returns with `plan` what would have to run, with `run` each kind's share of every metric's difference.
 * @throws PawlError `config.invalid` when a commit has no stage that makes the model, `dvc.*`, `file.missing` for the rows,
 * `stage.interrupted`, `pipeline.busy`, `git.failed`, `remote.*`.
 */
export async function explain(request: ExplainRequest, ports: ExplainPorts): Promise<Explanation> {
  const base = await readEnd(request.base, request, ports);
  const head = await readEnd(request.head, request, ports);
  const changes = await compareInputs(base, head);
  const empty = startExplanation(request, changes, ports);
  if (changes.kinds.length === 0)
    return { ...empty, outcome: "unchanged", reason: "nothing that dvc.yaml declares differs" };
  const kept = [base, head]
    .flatMap(({ stages }) => stages)
    .find(({ outs }) => outs.some((out) => out.isPersistent));
  if (kept !== undefined) {
    const reason = `stage ${kept.address} goes on from its last outputs (persist), so its inputs alone do not make them`;
    return { ...empty, outcome: "not attributable", reason };
  }
  const found: Worked[] = [];
  for (const combination of subsetsOf(changes.kinds)) {
    found.push(await work(combination, { request, changes, base, head }, ports));
  }
  return conclude(request, empty, found);
}

async function readEnd(
  revision: ComparedRevision,
  { policy }: ExplainRequest,
  { revisions }: ExplainPorts,
): Promise<InputSide> {
  const view = await revisions.view(revision.commit);
  if (view === undefined) throw new RangeError(`${revision.commit} was resolved before`);
  return readInputSide(revision, policy.artifact, view);
}

function startExplanation(
  { model, base, head }: ExplainRequest,
  { kinds, changed }: InputChanges,
  { clock }: ExplainPorts,
): Explanation {
  const shown = changed.slice(0, 200);
  const end = ({ name, commit }: ComparedRevision) => ({ name: name.slice(0, 200), commit });
  return {
    schema: "pawl.explanation/1",
    model,
    base: end(base),
    head: end(head),
    outcome: "planned",
    reason: null,
    kinds: [...kinds],
    changed: shown.map(({ kind, name }) => ({ kind, name: name.slice(0, 300) })),
    combinations: [],
    data: null,
    metrics: [],
    runCache: { combinations: 0, held: 0, stagesRun: 0, stagesRestored: 0 },
    notes: changed.length > shown.length ? [`${changed.length - shown.length} more inputs differ`] : [],
    createdAt: clock.now().toISOString(),
  };
}

interface Ends {
  readonly request: ExplainRequest;
  readonly changes: InputChanges;
  readonly base: InputSide;
  readonly head: InputSide;
}

interface Worked {
  readonly combination: Combination;
  readonly score: CombinationScore | undefined;
  readonly notes: readonly string[];
}

async function work(
  kinds: readonly InputKind[],
  { request, changes, base, head }: Ends,
  ports: ExplainPorts,
): Promise<Worked> {
  const sides = chooseSides(kinds, changes, { base, head });
  const tree = await ports.openTree(sides.code.commit);
  try {
    for (const side of kinds.length === 0 ? [base, head] : []) await rememberRuns(side, tree.ports);
    const notes = await composeTree(sides, changes, tree.ports.files).catch((error: unknown) =>
      reasonOf(error),
    );
    if (typeof notes === "string") return failed(kinds, notes, []);
    return await runTree(kinds, { request, tree, notes, commit: sides.code.commit }, ports);
  } finally {
    await tree.remove();
  }
}

interface ComposedTree {
  readonly request: ExplainRequest;
  readonly tree: CombinationTree;
  readonly notes: readonly string[];
  readonly commit: string;
}

async function runTree(
  kinds: readonly InputKind[],
  { request, tree, notes, commit }: ComposedTree,
  ports: ExplainPorts,
): Promise<Worked> {
  const { model, policy, mode, progress, signal } = request;
  const isPlan = mode === "plan";
  const watched = {
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
  };
  const brought = await bringUpCombination(model, policy, { ...watched, isRestoreOnly: isPlan }, tree.ports);
  if (brought.state === "failed") return failed(kinds, brought.reason, notes);
  const named = { kinds: [...kinds], stages: [] };
  if (brought.state === "to run")
    return { combination: { ...named, state: "to run", reason: brought.reason }, score: undefined, notes };
  if (isPlan) return { combination: { ...named, state: "held", reason: null }, score: undefined, notes };
  const stages = brought.stages
    .slice(0, 200)
    .map(({ stage, state }) => ({ stage: stage.slice(0, 300), state }));
  const didRun = brought.stages.some(({ state }) => state === "ran");
  const ended = { kinds: [...kinds], stages, state: didRun ? ("ran" as const) : ("restored" as const) };
  try {
    const score = await scoreCombination({ model, policy, commit, tree: tree.ports }, ports);
    return { combination: { ...ended, reason: null }, score, notes };
  } catch (error) {
    return { combination: { ...ended, reason: reasonOf(error) }, score: undefined, notes };
  }
}

function failed(kinds: readonly InputKind[], reason: string, notes: readonly string[]): Worked {
  return { combination: { kinds: [...kinds], state: "failed", stages: [], reason }, score: undefined, notes };
}

function conclude({ mode }: ExplainRequest, empty: Explanation, found: readonly Worked[]): Explanation {
  const combinations = found.map(({ combination }) => combination);
  const stages = combinations.flatMap((combination) => combination.stages);
  const between = combinations.slice(1, -1);
  const explanation: Explanation = {
    ...empty,
    combinations,
    runCache: {
      combinations: between.length,
      held: between.filter(({ state }) => state === "held" || state === "restored").length,
      stagesRun: stages.filter(({ state }) => state === "ran").length,
      stagesRestored: stages.filter(({ state }) => state !== "ran").length,
    },
    notes: [...new Set([...empty.notes, ...found.flatMap(({ notes }) => notes)])].slice(0, 48),
  };
  if (mode === "plan") return explanation;
  const metrics = attributeMetrics(empty.kinds, scoredOf(found));
  const reason = metrics.find((metric) => metric.reason !== null)?.reason ?? null;
  const isAttributed = metrics.some(({ shares }) => shares !== null);
  return {
    ...explanation,
    outcome: isAttributed ? "attributed" : "not attributable",
    reason: isAttributed ? null : (reason ?? "neither champion nor challenger has a metric"),
    data: found.at(-1)?.score?.data ?? null,
    metrics: [...metrics],
    notes: [
      ...explanation.notes,
      ...(metrics.some(({ metric }) => metric.includes(":") && findMetric(metric) === undefined)
        ? [ofFiles]
        : []),
      "each combination was trained once: what another seed of training would change is in the shares",
    ],
  };
}

const ofFiles =
  "numbers of metrics files are those that each combination wrote itself, on rows of its own where it makes them";

/** A combination whose rows or true values are not the challenger's says nothing of the same metric. */
function scoredOf(found: readonly Worked[]): readonly ScoredCombination[] {
  const basis = found.at(-1)?.score?.basis;
  return found.map(({ combination, score }) => {
    if (score === undefined) return { metrics: undefined, reason: combination.reason ?? "it has no scores" };
    if (score.basis === basis) return { metrics: score.metrics };
    return { metrics: undefined, reason: "its predictions are for other rows than the challenger's" };
  });
}
