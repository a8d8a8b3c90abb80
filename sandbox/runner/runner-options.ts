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
  /** Labels that `runs-on` may ask for. */
  readonly labels?: readonly string[];
  /** Jobs at the same time; default 2. */
  readonly maxJobs?: number;
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
  return {
    toolCache: `${options.workRoot}/_tool`,
    environment: {},
    allowedEnvironment: [],
    labels: defaultLabels,
    maxJobs: 2,
    defaultPermissions: { contents: "read", packages: "read", metadata: "read" },
    killDelays: runnerKillDelays,
    ...options,
  };
}
