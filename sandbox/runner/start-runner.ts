import { actionsService } from "../github/actions/actions-service.ts";
import { createRunnerHost } from "../github/actions/create-runner-host.ts";
import { setSecret } from "../github/actions/secret-routes.ts";
import { setVariable } from "../github/actions/variable-routes.ts";
import type { SandboxContext } from "../github/context.ts";
import type { RunRecord } from "./host.ts";
import { WorkflowRunner } from "./runner.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { WorkflowError } from "./workflow-error.ts";

/** A runner at work on a sandbox. */
export interface Runner {
  /** Resolves when no run is queued or in progress. */
  idle(): Promise<void>;
  /** Ends all jobs and leaves no process behind. Also called when the sandbox closes. */
  stop(): Promise<void>;
  /** Fires the schedules of `owner/name` by hand; with `cron` only those with that line. */
  fireSchedule(repository: string, cron?: string): Promise<readonly RunRecord[]>;
  /** Sets a secret of `owner/name` without the API's encryption. */
  setSecret(repository: string, name: string, value: string): void;
  /** Sets a configuration variable of `owner/name`. */
  setVariable(repository: string, name: string, value: string): void;
  /** The log of a job as it stands. */
  readLog(jobId: number): string;
}

/**
 * Starts running the workflows of a sandbox's repositories.
 *
 * @example
 * const sandbox = await startSandboxGitHub({ modules: [actionsModule] });
 * const runner = startRunner(sandbox.context, { workRoot: "/tmp/work" });
 */
export function startRunner(context: SandboxContext, options: RunnerOptions): Runner {
  const service = actionsService(context);
  service.ledger.abandonUnfinished();
  const runner = new WorkflowRunner(createRunnerHost(context), options);
  service.attach(runner);
  const repositoryId = (fullName: string): number => {
    const [owner = "", name = ""] = fullName.split("/");
    const found = context.findRepository(owner, name);
    if (found === undefined) throw new WorkflowError(`${fullName} is not in the sandbox`);
    return found.id;
  };
  const stop = async (): Promise<void> => {
    service.attach(undefined);
    await runner.stop();
  };
  context.onClose(stop);
  return {
    idle: () => runner.idle(),
    stop,
    fireSchedule: (repository, cron) => runner.fireSchedule(repository, cron),
    setSecret: (repository, name, value) => setSecret(service, repositoryId(repository), name, value),
    setVariable: (repository, name, value) => setVariable(service, repositoryId(repository), name, value),
    readLog: (jobId) => service.logs.read(jobId),
  };
}
