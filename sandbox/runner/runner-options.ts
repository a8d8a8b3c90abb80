import type { RunnerDescription } from "./runner-pool.ts";
import { runnerKillDelays, type KillDelays } from "./process-runner.ts";

/** How the runner works. */
export interface RunnerOptions {
  /** Folder for the work directories of jobs; made when missing. */
  readonly workRoot: string;
  /** `RUNNER_TOOL_CACHE`; default `<workRoot>/_tool`. */
  readonly toolCache?: string;
  /** Variables that each step gets, e.g. `{ PAWL_SERVING_DIR: "/tmp/serving" }`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Variables of this process that steps may see, beside PATH, HOME, TMPDIR and LANG. */
  readonly allowedEnvironment?: readonly string[];
  /** Labels that `runs-on` may ask for, of each runner when `runners` is not given. */
  readonly labels?: readonly string[];
  /** Runners, so jobs at the same time, when `runners` is not given; default 2. */
  readonly maxJobs?: number;
  /** The runners; default `maxJobs` with the names `sandbox-1`, `sandbox-2` … and `labels`. */
  readonly runners?: readonly RunnerDescription[];
  /** Rights of a job token when neither workflow nor job writes `permissions`; default read of contents and packages. */
  readonly defaultPermissions?: Readonly<Record<string, "read" | "write">>;
  /** Waits between SIGINT, SIGTERM and SIGKILL; default those of the real runner. */
  readonly killDelays?: KillDelays;
}

/** {@link RunnerOptions} with every default filled in. */
export type CompleteRunnerOptions = Required<RunnerOptions>;

/** Labels that a runner has unless the options say otherwise. */
export const defaultLabels = [
  "self-hosted",
  "linux",
  "x64",
  "ubuntu-latest",
  "ubuntu-24.04",
  "ubuntu-22.04",
] as const;

/** Fills the defaults in. */
export function completeOptions(options: RunnerOptions): CompleteRunnerOptions {
  const { labels = defaultLabels, maxJobs = 2 } = options;
  const runners = Array.from({ length: maxJobs }, (_, index) => ({ name: `sandbox-${index + 1}`, labels }));
  return {
    toolCache: `${options.workRoot}/_tool`,
    environment: {},
    allowedEnvironment: [],
    labels,
    maxJobs,
    runners,
    defaultPermissions: { contents: "read", packages: "read", metadata: "read" },
    killDelays: runnerKillDelays,
    ...options,
  };
}
