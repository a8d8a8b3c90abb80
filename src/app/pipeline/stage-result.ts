import type { ProcessUsage } from "../../ports/process.ts";

/** What happened to one stage or `.dvc` file. */
export interface StageResult {
  /** Its address. */
  readonly stage: string;
  readonly state: "ran" | "restored" | "unchanged";
  /** One line. */
  readonly reason: string;
  readonly durationMs: number;
  /** Of its commands; only of a stage that ran and was measured. */
  readonly usage?: ProcessUsage;
}

/** A stage or `.dvc` file that failed, or was left out because one that it needs did. */
export interface StageFailure {
  readonly stage: string;
  readonly state: "failed" | "skipped";
  readonly reason: string;
  readonly durationMs: number;
}

/** What happened to the nodes of a plan, in its order; nodes that never started are left out. */
export interface PlanResult {
  readonly stages: readonly StageResult[];
  /** Only when failures are ignored. */
  readonly failures: readonly StageFailure[];
}
