import type { JobRecord, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";

/** Writes the check suite of a run. */
export function reportSuite(_context: SandboxContext, _run: RunRecord): void {}

/** Writes the check run of a job. */
export function reportJobCheck(_context: SandboxContext, _run: RunRecord, _job: JobRecord): void {}
