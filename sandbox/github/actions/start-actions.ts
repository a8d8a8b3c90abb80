import { startRunner, type Runner } from "../../runner/start-runner.ts";
import type { RunnerOptions } from "../../runner/runner-options.ts";
import type { RouteModule } from "../context.ts";
import { actionsModule } from "./actions-module.ts";

/** GitHub Actions for one sandbox: its routes, and a runner that works as soon as the sandbox has started. */
export interface Actions {
  /** Pass it to `startSandboxGitHub({ modules: [actions.module] })`. */
  readonly module: RouteModule;
  /** The runner. @throws Error before the sandbox has started */
  readonly runner: Runner;
}

/**
 * Prepares GitHub Actions for a sandbox.
 *
 * @example
 * const actions = startActions({ workRoot: "/tmp/work" });
 * const sandbox = await startSandboxGitHub({ modules: [actions.module] });
 * await actions.runner.fireSchedule("acme/flights");
 * await actions.runner.idle();
 * await sandbox.close(); // stops the runner too
 */
export function startActions(options: RunnerOptions): Actions {
  let runner: Runner | undefined;
  return {
    module: (app, context) => {
      actionsModule(app, context);
      runner = startRunner(context, options);
    },
    get runner(): Runner {
      if (runner === undefined)
        throw new Error("start the sandbox first: startSandboxGitHub({ modules: [actions.module] })");
      return runner;
    },
  };
}
