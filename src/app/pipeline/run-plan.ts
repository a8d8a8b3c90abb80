import { PawlError } from "../../errors.ts";
import { type PipelineGraph, reach, turnGraph } from "../../versioning/pipeline-graph.ts";
import type { PipelineNode } from "../../versioning/pipeline-node.ts";
import {
  blockersOf,
  nextStarts,
  type ScheduledStart,
  type ScheduleLimits,
} from "../../versioning/schedule.ts";
import type { Processed } from "./process-stage.ts";
import type { StageProgress } from "./stage-progress.ts";
import type { PlanResult, StageFailure, StageResult } from "./stage-result.ts";

/** What a failure means for the rest: nothing else starts, what needs the failed stage is left out, or nothing at all. */
export type OnError = "fail" | "keep-going" | "ignore";

/** Which nodes to bring up to date, how many at once, and by what. */
export interface PlanWork {
  readonly plan: readonly PipelineNode[];
  /** Tells who needs whom when one fails. */
  readonly graph: PipelineGraph;
  readonly limits: ScheduleLimits;
  readonly onError: OnError;
  readonly progress: StageProgress;
  process(start: ScheduledStart): Promise<Processed>;
}

/**
 * Brings the nodes of a plan up to date, side by side as far as they allow it. What runs when another fails runs to its
 * end, so that its work is kept.
 *
 * @throws PawlError the error of the node that failed; `stage.failed` that names all, with the first as its cause, when
 *   others went on.
 */
export async function runPlan(work: PlanWork): Promise<PlanResult> {
  const run = new PlanRun(work);
  await run.toEnd();
  return run.results();
}

class PlanRun {
  readonly #work: PlanWork;
  readonly #blockers: ReturnType<typeof blockersOf>;
  readonly #running = new Map<PipelineNode, readonly string[]>();
  readonly #settled = new Set<PipelineNode>();
  readonly #happened = new Map<PipelineNode, StageResult | StageFailure>();
  readonly #errors = new Map<PipelineNode, unknown>();
  #isStopped = false;

  constructor(work: PlanWork) {
    this.#work = work;
    this.#blockers = blockersOf(work.plan);
  }

  async toEnd(): Promise<void> {
    const { plan, limits } = this.#work;
    const jobs = new Map<PipelineNode, Promise<PipelineNode>>();
    for (;;) {
      const state = { plan, running: this.#running, settled: this.#settled };
      const starts = this.#isStopped ? [] : nextStarts(state, limits, this.#blockers);
      for (const start of starts) {
        this.#running.set(start.node, start.gpus);
        jobs.set(
          start.node,
          this.#one(start).then(() => start.node),
        );
      }
      if (jobs.size === 0) return;
      jobs.delete(await Promise.race(jobs.values()));
    }
  }

  async #one(start: ScheduledStart): Promise<void> {
    const { node } = start;
    const { progress, plan } = this.#work;
    const started = performance.now();
    progress.onStart(node.address, plan.length - this.#settled.size - this.#running.size);
    const happened = await this.#work.process(start).catch((error: unknown) => this.#fail(node, error));
    const durationMs = Math.round(performance.now() - started);
    const result = { stage: node.address, ...happened, durationMs };
    this.#happened.set(node, result);
    this.#running.delete(node);
    this.#settled.add(node);
    progress.onEnd(result);
  }

  #fail(node: PipelineNode, error: unknown): Pick<StageFailure, "state" | "reason"> {
    const { onError, graph } = this.#work;
    this.#errors.set(node, error);
    const isInterrupted = error instanceof PawlError && error.code === "stage.interrupted";
    if (onError === "fail" || isInterrupted) this.#isStopped = true;
    else if (onError === "keep-going") {
      for (const below of reach(turnGraph(graph), [node])) if (below !== node) this.#skip(below, node);
    }
    return { state: "failed", reason: reasonOf(error) };
  }

  #skip(node: PipelineNode, failed: PipelineNode): void {
    if (this.#settled.has(node) || !this.#work.plan.includes(node)) return;
    this.#settled.add(node);
    const reason = `needs ${failed.address}, which failed`;
    const skipped = { stage: node.address, state: "skipped", reason, durationMs: 0 } as const;
    this.#happened.set(node, skipped);
    this.#work.progress.onEnd(skipped);
  }

  results(): PlanResult {
    const [first] = this.#errors.values();
    const { onError, plan } = this.#work;
    if (this.#errors.size > 0 && (onError !== "ignore" || this.#isStopped)) {
      if (onError === "fail" || this.#isStopped) throw first;
      const names = [...this.#errors.keys()].map((node) => node.address).join(", ");
      const reasons = [...this.#errors.values()].map(reasonOf);
      const message = [`Failed: ${names}.`, ...reasons].join("\n");
      throw new PawlError("stage.failed", { message, cause: first });
    }
    const all = plan.flatMap((node) => this.#happened.get(node) ?? []);
    return { stages: all.filter(isDone), failures: all.filter((one) => !isDone(one)) };
  }
}

function isDone(result: StageResult | StageFailure): result is StageResult {
  return result.state !== "failed" && result.state !== "skipped";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
